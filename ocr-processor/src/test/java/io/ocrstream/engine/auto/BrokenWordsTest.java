/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.auto;

import static io.ocrstream.engine.auto.PageOfRows.page;
import static io.ocrstream.engine.auto.PageOfRows.word;
import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrokenWordsTest {
  private static final int SMALL_GAP = 5;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Mail name@ company.com today",
        "Mail name@company. com today",
        "Mail first.last@ post.company.com, today",
        "See www. company.com today",
        "See https:// company.com today",
        "See www.company. com. Then",
        "Sum 28987 .00 EUR",
        "Sum 1.234 ,50 EUR",
        "Sum $25 .67) EUR",
      })
  void shouldJoinTheParts(String row) {
    String[] words = row.split(" ", -1);
    assertThat(joined(row, SMALL_GAP).text())
        .isEqualTo(words[0] + " " + words[1] + words[2] + " " + words[3] + "\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Mail name@company.com. then wait",
        "Mail name@company.com today",
        "Mail name@ Company",
        "Article 3. in force",
        "It ended. now",
        "Call 555 123",
        "In 1999 ... nothing",
        "A4 .5",
      })
  void shouldLeaveOtherWords(String row) {
    assertThat(joined(row, SMALL_GAP).text()).isEqualTo(row + "\n");
  }

  @Test
  void shouldLeaveWordsOfSeparateColumns() {
    assertThat(joined("28987 .00", 6).text()).isEqualTo("28987.00\n");
    assertThat(joined("28987 .00", 7).text()).isEqualTo("28987 .00\n");
  }

  @Test
  void shouldPlaceTheWordAroundItsParts() {
    Page page =
        page(
            List.of(
                List.of(word("Sum", 0, 0, 1)),
                List.of(word("25", 40, 20, .9), word(".5", 62, 18, .5), word("EUR", 90, 20, .8))));
    Page joined = BrokenWords.joined(page);
    assertThat(Objects.requireNonNull(joined.words()))
        .element(1)
        .isEqualTo(Word.of("25.5", 40, 18, 42, 12, .5).on(page.width(), page.height()));
    assertThat(Objects.requireNonNull(joined.lines()).get(1).wordCount()).isEqualTo(2);
    assertThat(joined.confidence()).isEqualTo(.7667);
  }

  private static Page joined(String row, int gap) {
    List<Word> words = new ArrayList<>();
    int x = 0;
    for (String text : row.split(" ", -1)) {
      words.add(word(text, x, 0, .9));
      x += PageOfRows.HEIGHT * text.length() + gap;
    }
    return BrokenWords.joined(page(List.of(words)));
  }
}
