/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.tesseract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuotationMarksTest {
  @ParameterizedTest
  @CsvSource({
    "the term ‘‘Russians’’ denotes, the term “Russians” denotes",
    "of 1964 (‘Title VII”) as amended, of 1964 (“Title VII”) as amended",
    "as ‘former citizens.” In addition, as “former citizens.” In addition",
    "‘it isn’t so” and ‘one more”, “it isn’t so” and “one more”",
    "“one” and ‘two” and “three”, “one” and “two” and “three”",
  })
  void shouldMakeMarksWholeWhenTheirPartnerIsDouble(String read, String meant) {
    assertThat(repaired(read)).isEqualTo(meant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a ‘single’ word and a “double” one",
        "“he said ‘yes’ and left”",
        "“he said ‘yes and left”",
        "the ‘boys’ of the street” so",
        "it isn’t theirs” here",
        "rock‘n roll” here",
        "\"straight\" and 'single' ones",
        "a ‘mark that nothing closes",
        "",
      })
  void shouldLeaveMarksThatAreInOrderOrTellNothing(String read) {
    assertThat(repaired(read)).isEqualTo(read);
  }

  @Test
  void shouldLookForThePartnerWithinTheLongestQuotationOnly() {
    assertThat(quotation(QuotationMarks.MAX_QUOTATION_WORDS).get(0)).isEqualTo("“first");
    assertThat(quotation(QuotationMarks.MAX_QUOTATION_WORDS + 1).get(0)).isEqualTo("‘first");
  }

  /** Returns words with the closing mark after a number of words. */
  private static List<String> quotation(int words) {
    List<String> quotation = new ArrayList<>(Collections.nCopies(words + 1, "word"));
    quotation.set(0, "‘first");
    quotation.set(words, "last”");
    return QuotationMarks.repaired(quotation);
  }

  private static String repaired(String text) {
    return String.join(" ", QuotationMarks.repaired(List.of(text.split(" ", -1))));
  }
}
