/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.tesseract;

import io.ocrstream.contracts.Block;
import io.ocrstream.contracts.Line;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Preparation;
import io.ocrstream.contracts.Treatment;
import io.ocrstream.contracts.Word;
import io.ocrstream.engine.Confidence;
import io.ocrstream.engine.image.ConnectedComponents;
import io.ocrstream.engine.image.PixelRectangle;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Adds the text of coloured strokes, such as a stamp, to the text of the page beneath them.
 *
 * <p><b>Threading:</b> one thread.
 */
final class StrokeText {
  /** Minimum mean confidence of a line. Lines of pen marks and charts have less. */
  static final double MIN_CONFIDENCE = 0.75;

  /** Minimum number of letter-like strokes for a stamp. Pen marks have fewer. */
  static final int MIN_LETTERS = 3;

  private final Page page;
  private final List<Word> words;
  private final List<Line> lines;
  private final List<Line> added = new ArrayList<>();

  private StrokeText(Page page) {
    this.page = page;
    this.words = new ArrayList<>(listed(page.words()));
    this.lines = new ArrayList<>(listed(page.lines()));
  }

  /**
   * Returns {@code page} with the credible lines of {@code strokes} as its last paragraph.
   *
   * @param page the page without its strokes, with words, lines and blocks
   * @param letters the letters of the page without its strokes
   * @param strokes the strokes, read as a page of the same size
   * @param strokeLetters the letters of the strokes
   */
  static Page appended(
      Page page, ConnectedComponents letters, Page strokes, ConnectedComponents strokeLetters) {
    StrokeText text = new StrokeText(page);
    listed(strokes.lines()).forEach(line -> text.add(line, listed(strokes.words())));
    return text.page()
        .withMissedInk(text.missedInk(letters, strokeLetters), page.incomplete())
        .with(text.treatment(strokes));
  }

  private void add(Line line, List<Word> strokeWords) {
    List<Word> inLine = strokeWords.subList(line.firstWord(), line.firstWord() + line.wordCount());
    if (line.confidence() >= MIN_CONFIDENCE
        && inLine.stream().anyMatch(RecognisedText::isTrusted)) {
      Line moved = line.startingAt(words.size());
      added.add(moved);
      lines.add(moved);
      words.addAll(inLine);
    }
  }

  private Page page() {
    if (added.isEmpty()) {
      return page;
    }
    String last = added.stream().map(line -> line.text() + "\n").collect(Collectors.joining());
    String text = page.text().isEmpty() ? last : page.text() + "\n" + last;
    List<Block> blocks = new ArrayList<>(listed(page.blocks()));
    blocks.add(block());
    return page.with(text, words, lines, blocks).withConfidence(Confidence.mean(words));
  }

  private Block block() {
    PixelRectangle box = RecognisedText.around(boxes());
    int first = lines.size() - added.size();
    return new Block(box.left(), box.top(), box.width(), box.height(), first, added.size(), null);
  }

  private List<PixelRectangle> boxes() {
    return added.stream()
        .flatMap(
            line -> words.subList(line.firstWord(), line.firstWord() + line.wordCount()).stream())
        .map(RecognisedText::box)
        .toList();
  }

  /* Weighted by the area of letters, as on a page of one layer. */
  private @Nullable Double missedInk(
      ConnectedComponents letters, ConnectedComponents strokeLetters) {
    Double covered = strokeLetters.count() >= MIN_LETTERS ? strokeLetters.coverage(boxes()) : null;
    if (covered == null) {
      return page.missedInk();
    }
    double missed = page.missedInk() == null ? 0 : page.missedInk();
    double area = letters.area() + strokeLetters.area();
    return Confidence.rounded(
        (missed * letters.area() + (1 - covered) * strokeLetters.area()) / area);
  }

  private Treatment treatment(Page strokes) {
    Treatment read = page.treatment() == null ? Treatment.NONE : page.treatment();
    List<Preparation> steps = new ArrayList<>(read.preparation());
    steps.add(0, Preparation.GROUND_WHITENED);
    int attempts = strokes.treatment() == null ? 0 : strokes.treatment().attempts();
    return read.with(steps, read.attempts() + attempts);
  }

  private static <T> List<T> listed(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }
}
