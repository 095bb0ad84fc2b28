/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.tesseract;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.contracts.Word;
import io.ocrstream.engine.image.ConnectedComponents;
import io.ocrstream.engine.image.PixelRectangle;
import io.ocrstream.engine.preparation.DarkPanels;
import io.ocrstream.engine.preparation.PageFrame;
import io.ocrstream.engine.preparation.PreprocessedPage;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tests what counts as missed of a page with a dark panel of which nothing was read. */
class ReadAttemptTest {
  /** Five letters of ten pixels below a panel of five. */
  private static final List<PixelRectangle> PRINT = row(50);

  private static final List<DarkPanels.Panel> PANELS =
      List.of(new DarkPanels.Panel(new PixelRectangle(0, 0, 100, 30), row(10)));

  private static final PreprocessedPage PREPARED =
      new PreprocessedPage(PageFrame.of(100, 100), List.of(), 0, 0, true, null);

  @Test
  void shouldTakeTheTextOfAPanelWhenItHasAWordThatIsTrusted() {
    ReadAttempt first = attempt(word("Coast", 50, .95));
    ReadAttempt inverted = attempt(word("Region", 10, .9), word("Coast", 50, .95));

    assertThat(first.orWithPanels(inverted, PANELS)).isSameAs(inverted);
  }

  @Test
  void shouldSayThatAPanelWasMissedWhenItHasNoWordThatIsTrusted() {
    ReadAttempt first = attempt(word("Coast", 50, .95));
    ReadAttempt inverted = attempt(word("Reslon", 10, .4), word("Coast", 50, .95));

    ReadAttempt kept = first.orWithPanels(inverted, PANELS);

    assertThat(first.missedInk()).isZero();
    assertThat(kept.reading()).isSameAs(first.reading());
    assertThat(kept.missedInk()).isEqualTo(.5);
  }

  private static List<PixelRectangle> row(int top) {
    return IntStream.range(0, 5)
        .mapToObj(i -> new PixelRectangle(20 * i, top, 20 * i + 10, top + 10))
        .toList();
  }

  private static Word word(String text, int top, double confidence) {
    return Word.of(text, 0, top, 95, 10, confidence);
  }

  private static ReadAttempt attempt(Word... words) {
    List<RecognisedText.Run> lines =
        IntStream.range(0, words.length).mapToObj(i -> new RecognisedText.Run(i, 1)).toList();
    RecognisedText text =
        new RecognisedText(
            List.of(words), lines, List.of(new RecognisedText.Run(0, words.length)), .9);
    return new ReadAttempt(text, ConnectedComponents.of(PRINT), PREPARED);
  }
}
