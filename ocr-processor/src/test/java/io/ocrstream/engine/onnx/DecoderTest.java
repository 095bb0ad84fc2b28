/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DecoderTest {
  private static final List<String> VOCABULARY = List.of("a", "b", "中", " ");
  private static final int BLANK = 0;
  private static final int A = 1;
  private static final int B = 2;
  private static final int SPACE = 4;

  private final Decoder ctc = ctc(List.of());

  @Test
  void shouldTellRepeatsApartWhenABlankStandsBetween() {
    assertThat(text(ctc.decode(steps(A, A, BLANK, A, B, B), 0, 1))).isEqualTo("aab");
  }

  @Test
  void shouldEndACharacterThatRunsUpToTheEnd() {
    assertThat(text(ctc.decode(steps(BLANK, A), 0, 1))).isEqualTo("a");
  }

  @Test
  void shouldReadNothingWhenAllIsBlank() {
    assertThat(ctc.decode(steps(BLANK, BLANK), 0, 1)).isEmpty();
  }

  @Test
  void shouldSayWhereCharactersStandInWhatIsNoPadding() {
    List<DecodedCharacter> glyphs =
        ctc.decode(steps(A, BLANK, B, BLANK, BLANK, BLANK, BLANK, BLANK), 0, 0.5);
    assertThat(glyphs.get(0).at()).isCloseTo(0.125, within(1e-9));
    assertThat(glyphs.get(1).at()).isCloseTo(0.625, within(1e-9));
  }

  @Test
  void shouldReadTheSecondStrip() {
    Tensor both = new Tensor(joined(steps(A, BLANK), steps(B, BLANK)), 2, 2, 5);
    assertThat(text(ctc.decode(both, 1, 1))).isEqualTo("b");
  }

  @Test
  void shouldBelieveASpaceFromItsLeastProbabilityUp() {
    float least = (float) CtcDecoder.MIN_SPACE_PROBABILITY;
    assertThat(text(ctc.decode(withSpace(least - 0.001f), 0, 1))).isEqualTo("ab");
    assertThat(text(ctc.decode(withSpace(least + 0.001f), 0, 1))).isEqualTo("a b");
  }

  @Test
  void shouldTellOneSpaceWhenSeveralFollow() {
    assertThat(text(ctc.decode(steps(A, SPACE, BLANK, SPACE, B), 0, 1))).isEqualTo("a b");
  }

  @Test
  void shouldTakeTheNextBestWhenTheLanguageHasNoSuchCharacter() {
    Tensor unsure = new Tensor(new float[] {0.1f, 0.3f, 0, 0.6f, 0}, 1, 1, 5);
    assertThat(text(ctc.decode(unsure, 0, 1))).isEqualTo("中");
    assertThat(text(ctc(List.of("eng")).decode(unsure, 0, 1))).isEqualTo("a");
    assertThat(text(ctc(List.of("eng", "chi_sim")).decode(unsure, 0, 1))).isEqualTo("中");
  }

  @Test
  void shouldMakeProbabilitiesOfScoresWithTheBlankBehindTheVocabulary() {
    Decoder scores = new CtcDecoder(new OutputClasses(List.of("a", "b"), List.of(), 0, false), 2);
    // Of e², e¹ and e⁰, the first is 66.5 % of the sum.
    List<DecodedCharacter> glyphs = scores.decode(new Tensor(new float[] {2, 1, 0}, 1, 1, 3), 0, 1);
    assertThat(glyphs).extracting(DecodedCharacter::text).containsExactly("a");
    assertThat(glyphs.get(0).probability()).isCloseTo(0.665, within(0.001));
  }

  @Test
  void shouldStopAtTheEndAndSpreadCharactersWhenItIsAttention() {
    Decoder attention =
        new AttentionDecoder(new OutputClasses(List.of("a", "b"), List.of(), 0, false));
    float[] steps = {9, 0, 0, 0, 0, 9, 0, 0, 0, 0, 9, 0, 9, 0, 0, 0};
    List<DecodedCharacter> glyphs = attention.decode(new Tensor(steps, 1, 4, 4), 0, 1);
    assertThat(text(glyphs)).isEqualTo("ab");
    assertThat(glyphs).extracting(DecodedCharacter::at).containsExactly(0.25, 0.75);
  }

  private static Decoder ctc(List<String> languages) {
    return new CtcDecoder(new OutputClasses(VOCABULARY, languages, 1, true), BLANK);
  }

  private static Tensor withSpace(float probability) {
    Tensor steps = steps(A, BLANK, B);
    steps.values()[5 + SPACE] = probability;
    return steps;
  }

  private static Tensor steps(int... classes) {
    float[] values = new float[classes.length * 5];
    for (int step = 0; step < classes.length; step++) {
      values[step * 5 + classes[step]] = 0.9f;
    }
    return new Tensor(values, 1, classes.length, 5);
  }

  private static float[] joined(Tensor first, Tensor second) {
    float[] values = new float[first.values().length + second.values().length];
    System.arraycopy(first.values(), 0, values, 0, first.values().length);
    System.arraycopy(second.values(), 0, values, first.values().length, second.values().length);
    return values;
  }

  private static String text(List<DecodedCharacter> glyphs) {
    return glyphs.stream().map(DecodedCharacter::text).collect(Collectors.joining());
  }
}
