/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.pdf;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Word;
import io.ocrstream.engine.PageLines;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextLayerWordsTest {
  private static final int SIZE = 1000;

  @Test
  void shouldTakeTheWordsOfTheTextLayerWhereTheyWereRecognised() {
    Page read = page(0, List.of(word("Y", 10, 10), word("ours", 20, 30), word("truly", 60, 50)));
    Page layer = page(0, List.of(word("Yours", 10, 40), word("truly", 60, 50)));

    Page corrected = corrected(read, layer);

    assertThat(corrected.text()).isEqualTo("Yours truly\n");
    assertThat(corrected.confidence()).isEqualTo(1);
    assertThat(requireNonNull(corrected.words()))
        .containsExactlyElementsOf(requireNonNull(layer.words()));
  }

  /** A form whose labels are part of the scan, with a value beside one. */
  @ParameterizedTest
  @CsvSource({"49, Name:John", "50, John"})
  void shouldKeepAWordOfWhichTheTextLayerHoldsTheSmallerPart(int width, String kept) {
    Page read = page(0, List.of(word("Name:John", 100, 100), word("Smith", 300, 50)));
    Page layer = page(0, List.of(word("John", 200 - width, width), word("Smith", 300, 50)));

    assertThat(corrected(read, layer).text()).isEqualTo(kept + " Smith\n");
  }

  @Test
  void shouldKeepTheOrderOfTheLinesAndAddLinesThatWereNotRecognised() {
    Page read =
        page(
            0,
            List.of(word("right", 500, 50)),
            List.of(word("1eft", 10, 50), word("scan", 70, 50)));
    Page layer =
        page(
            0,
            List.of(word("right", 500, 50), word("tiny", 800, 20), word("print", 830, 20)),
            List.of(word("left", 10, 50)));

    Page corrected = corrected(read, layer);

    assertThat(corrected.text()).isEqualTo("right\nleft scan\n\ntiny print\n");
    assertThat(requireNonNull(corrected.lines())).hasSize(3);
    assertThat(requireNonNull(corrected.blocks())).hasSize(2);
  }

  @Test
  void shouldPlaceTheTextLayerWhenThePageWasRecognisedSmaller() {
    Page read = page(0, List.of(word("1eft", 100, 50), word("over", 200, 50)));
    List<Word> large =
        List.of(Word.of("left", 200, 200, 100, 40, 1), Word.of("over", 400, 200, 100, 40, 1));
    Page layer = of(2 * SIZE, 0, List.of(large));

    Page corrected = corrected(read, layer);

    assertThat(corrected.text()).isEqualTo("left over\n");
    assertThat(requireNonNull(corrected.words()).get(0))
        .isEqualTo(Word.of("left", 100, 100, 50, 20, 1).on(SIZE, SIZE));
  }

  @Test
  void shouldLeaveThePageAloneWhenItWasTurnedOrTheTextRunsFromRightToLeft() {
    Page turned = page(90, List.of(word("1eft", 10, 50)));
    assertThat(corrected(turned, page(0, List.of(word("left", 10, 50))))).isSameAs(turned);
    Page read = page(0, List.of(word("mlw", 10, 50)));
    Page hebrew = page(0, List.of(word("\u05e9\u05dc\u05d5\u05dd", 10, 50)));
    assertThat(corrected(read, hebrew)).isSameAs(read);
  }

  @Test
  void shouldLeaveThePageAloneWhenItHasMorePairsOfWordsThanTheLimit() {
    int most = (int) Math.sqrt(TextLayerWords.MAX_PAIRS);
    Page read = manyWords(most, 0.5);
    assertThat(corrected(read, manyWords(most, 1)).confidence()).isEqualTo(1);
    assertThat(corrected(read, manyWords(most + 1, 1))).isSameAs(read);
  }

  private static Page manyWords(int count, double confidence) {
    Word[] words = new Word[count];
    Arrays.setAll(words, i -> Word.of("word", i % SIZE, i / SIZE * 10, 1, 5, confidence));
    return of(SIZE, 0, Stream.of(words).map(List::of).toList());
  }

  /** An earlier reading may be hidden, in white on the white of a scan. */
  @ParameterizedTest
  @CsvSource({"3, true", "2, false"})
  void shouldLeaveThePageAloneWhenItsWordsWereHardlyRecognised(int alike, boolean isReplaced) {
    List<Word> seen = new ArrayList<>();
    List<Word> hidden = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      seen.add(word("seen" + i, 100 * i, 50));
      hidden.add(word(i < alike ? "seen" + i : "hidden" + i, 100 * i, 50));
    }
    String text = corrected(page(0, seen), page(0, hidden)).text();
    assertThat(text.contains("hidden")).isEqualTo(isReplaced);
  }

  @Test
  void shouldNotAddWordsOfAnImageThatWereNotRecognised() {
    Page read = page(0, List.of(word("scan", 10, 50)));
    Page layer = page(0, List.of(word("scan", 10, 50), word("white", 200, 50)));
    Rectangle image = new Rectangle(240, 0, 10, 500);
    assertThat(corrected(read, layer).text()).isEqualTo("scan\n\nwhite\n");
    assertThat(TextLayerWords.in(read, layer, List.of(image)).text()).isEqualTo("scan\n");
  }

  private static Page corrected(Page read, Page layer) {
    return TextLayerWords.in(read, layer, List.of());
  }

  private static Word word(String text, int left, int width) {
    return Word.of(text, left, 0, width, 20, 1);
  }

  /** Returns a page of {@code rows} that are a hundred pixels apart. */
  @SafeVarargs
  private static Page page(int rotation, List<Word>... rows) {
    List<List<Word>> placed = new ArrayList<>();
    for (int i = 0; i < rows.length; i++) {
      int top = 100 + 100 * i;
      placed.add(
          rows[i].stream()
              .map(word -> Word.of(word.text(), word.x(), top, word.width(), 20, 1).on(SIZE, SIZE))
              .toList());
    }
    return of(SIZE, rotation, placed);
  }

  private static Page of(int size, int rotation, List<List<Word>> rows) {
    Page empty =
        new Page(
            1,
            size,
            size,
            rotation,
            Page.Status.READ,
            Page.TextSource.OCR,
            null,
            "",
            null,
            List.of(),
            List.of(),
            List.of(),
            null);
    return PageLines.followedBy(empty, rows);
  }
}
