/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.auto;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.contracts.EngineName;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Preparation;
import io.ocrstream.contracts.Treatment;
import io.ocrstream.contracts.Word;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ReadingModelTest {
  private static final ReadingModel.Thresholds DOUBT = new ReadingModel.Thresholds(0.5, 0);

  private final ReadingModel.Curve identity = ReadingModel.Curve.parse("0:0 1:1");
  private final ReadingModel model = new ReadingModel(identity, identity, DOUBT, DOUBT, 0);

  @ParameterizedTest
  @CsvSource({"60, .89, true", "60, .91, false", "860, .49, true", "860, .51, false"})
  void shouldDoubtAShortPageSoonerThanALongOne(int words, double confidence, boolean isInDoubt) {
    Page page = page(words, confidence);
    assertThat(model.isInDoubt(page, EngineName.ONNX)).isEqualTo(isInDoubt);
    assertThat(model.isInDoubt(page, EngineName.AUTO)).isEqualTo(isInDoubt);
  }

  @ParameterizedTest
  @EnumSource(
      value = Preparation.class,
      names = {"INVERTED", "BACKGROUND_NORMALISED", "GROUND_WHITENED"})
  void shouldDoubtAPageWhoseGroundWasChanged(Preparation step) {
    assertThat(model.isInDoubt(prepared(page(5, 1), step), EngineName.ONNX)).isTrue();
  }

  @Test
  void shouldNotDoubtAPageThatWasStraightened() {
    Page page = prepared(page(5, 1), Preparation.STRAIGHTENED);
    assertThat(model.isInDoubt(page, EngineName.ONNX)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"105, false", "106, true"})
  void shouldPreferASecondReadingOfAPageWithoutDoubtForMoreTextOnly(int words, boolean isBetter) {
    assertThat(model.prefersSecond(page(100, .99), EngineName.ONNX, page(words, .99)))
        .isEqualTo(isBetter);
  }

  @Test
  void shouldPreferASecondReadingOfADoubtfulPageForHigherExpectedAccuracy() {
    assertThat(model.prefersSecond(page(100, .5), EngineName.ONNX, page(100, .51))).isTrue();
    assertThat(model.prefersSecond(page(100, .5), EngineName.ONNX, page(100, .5))).isFalse();
  }

  @Test
  void shouldNotDoubtABlankPage() {
    Page blank = prepared(page(0, 0).withConfidence(null), Preparation.INVERTED);
    assertThat(model.isInDoubt(blank, EngineName.ONNX)).isFalse();
  }

  private static Page prepared(Page page, Preparation step) {
    return page.with(Treatment.NONE.with(List.of(step), 1));
  }

  private static Page page(int words, double confidence) {
    Word word = Word.of("words", 0, 0, 50, 10, confidence);
    return new Page(
        1,
        200,
        100,
        0,
        Page.Status.READ,
        Page.TextSource.OCR,
        confidence,
        "words\n",
        null,
        Collections.nCopies(words, word),
        null,
        null,
        null);
  }
}
