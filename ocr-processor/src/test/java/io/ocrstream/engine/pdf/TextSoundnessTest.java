/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.engine.SampleTexts;
import io.ocrstream.engine.pdf.layout.PdfGlyph;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Tests which characters count as text, and which as the output of a broken font. */
class TextSoundnessTest {
  private static final int ALPHABET = 26;

  @Test
  void shouldTakeTextInTheBundledLanguages() {
    for (List<String> lines :
        List.of(
            SampleTexts.ENGLISH, SampleTexts.PORTUGUESE, SampleTexts.SPANISH, SampleTexts.FRENCH)) {
      String text = String.join("", lines).replace(" ", "");
      assertThat(TextSoundness.isLegible(text)).isTrue();
      assertThat(TextSoundness.likeness(text)).isGreaterThan(0.055);
    }
  }

  @Test
  void shouldRefuseLettersThatStandForOthers() {
    String text = String.join("", SampleTexts.ENGLISH).replace(" ", "");
    Random random = new Random(5);
    int taken = 0;
    for (int i = 0; i < 1_000; i++) {
      taken += TextSoundness.isLegible(swapped(text, random)) ? 1 : 0;
    }
    assertThat(taken).as("of a thousand alphabets in disorder").isLessThan(60);
  }

  @Test
  void shouldRefuseWhenMoreThanATenthHasNoMeaning() {
    assertThat(TextSoundness.isLegible("readable9" + PdfGlyph.UNKNOWN)).isTrue();
    assertThat(TextSoundness.isLegible("readable" + PdfGlyph.UNKNOWN)).isFalse();
  }

  @Test
  void shouldRefuseWhenLessThanHalfAreLettersOrDigits() {
    assertThat(TextSoundness.isLegible("ab12!?+-")).isTrue();
    assertThat(TextSoundness.isLegible("ab1!?+-")).isFalse();
    assertThat(TextSoundness.isLegible("\u0915\u093F\u0928\u0940\u0939\u0948"))
        .as("vowel signs")
        .isTrue();
    assertThat(TextSoundness.isLegible("Contents......................12")).isTrue();
  }

  @Test
  void shouldNotJudgeLettersWhenThereAreFewOrOfAnotherScript() {
    assertThat(TextSoundness.likeness("z".repeat(TextSoundness.MIN_SAMPLE_LETTERS - 1)))
        .isEqualTo(1);
    assertThat(TextSoundness.likeness("z".repeat(TextSoundness.MIN_SAMPLE_LETTERS)))
        .isLessThan(0.01);
    assertThat(TextSoundness.likeness("z".repeat(120) + "ж".repeat(121))).isEqualTo(1);
  }

  private static String swapped(String text, Random random) {
    List<Integer> alphabet = new ArrayList<>();
    for (int i = 0; i < ALPHABET; i++) {
      alphabet.add(i);
    }
    Collections.shuffle(alphabet, random);
    StringBuilder swapped = new StringBuilder();
    text.chars()
        .map(Character::toLowerCase)
        .forEach(
            c ->
                swapped.append(
                    c >= 'a' && c <= 'z' ? (char) ('a' + alphabet.get(c - 'a')) : (char) c));
    return swapped.toString();
  }
}
