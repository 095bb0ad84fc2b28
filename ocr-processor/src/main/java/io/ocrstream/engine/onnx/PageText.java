/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.onnx;

import io.ocrstream.contracts.Block;
import io.ocrstream.contracts.Line;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Preparation;
import io.ocrstream.contracts.Treatment;
import io.ocrstream.contracts.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Builds a page's text, words, lines and blocks from the same pieces, so that they are consistent.
 *
 * <p><b>Threading:</b> one thread.
 */
final class PageText {
  private static final int QUARTER = 90;
  private static final double DIGITS = 10_000;
  private static final double HUNDREDTHS = 100;

  private final InputFrame frame;
  private final StringBuilder text = new StringBuilder();
  private final List<Word> words = new ArrayList<>();
  private final List<Line> lines = new ArrayList<>();
  private final List<Block> blocks = new ArrayList<>();

  private PageText(InputFrame frame) {
    this.frame = frame;
  }

  /**
   * Returns the page with the text of {@code pieces}.
   *
   * @param frame maps the recognised image to the page
   * @param attempts number of recognitions
   */
  static Page page(List<Piece> pieces, InputFrame frame, int attempts) {
    ReadingOrder layout = ReadingOrder.of(pieces);
    PageText text = new PageText(frame);
    layout.paragraphs().forEach(text::addBlock);
    return text.page(layout.skew(), attempts);
  }

  private void addBlock(List<List<Piece>> paragraph) {
    if (!blocks.isEmpty()) {
      text.append('\n');
    }
    int first = lines.size();
    PixelBox box = paragraph.stream().map(this::addLine).reduce(PixelBox::with).orElseThrow();
    Block block =
        new Block(box.left(), box.top(), box.width(), box.height(), first, paragraph.size(), null);
    blocks.add(block.on(frame.page().width(), frame.page().height()));
  }

  private PixelBox addLine(List<Piece> pieces) {
    List<Piece.Part> parts = pieces.stream().flatMap(piece -> piece.words().stream()).toList();
    int first = words.size();
    PixelBox box = parts.stream().map(this::addWord).reduce(PixelBox::with).orElseThrow();
    String line = String.join(" ", parts.stream().map(Piece.Part::text).toList());
    text.append(line).append('\n');
    double confidence = mean(words.subList(first, words.size()));
    lines.add(
        new Line(
                line,
                box.left(),
                box.top(),
                box.width(),
                box.height(),
                confidence,
                first,
                parts.size(),
                null)
            .on(frame.page().width(), frame.page().height()));
    return box;
  }

  private PixelBox addWord(Piece.Part part) {
    PixelBox box = frame.place(part.box());
    double confidence = rounded(part.confidence(), DIGITS);
    words.add(
        Word.of(part.text(), box.left(), box.top(), box.width(), box.height(), confidence)
            .on(frame.page().width(), frame.page().height()));
    return box;
  }

  private Page page(double skewRadians, int attempts) {
    @Nullable Double confidence = words.isEmpty() ? null : mean(words);
    List<Preparation> steps =
        Stream.of(Preparation.TURNED).filter(turned -> frame.quarters() != 0).toList();
    double skew = rounded(Math.toDegrees(skewRadians), HUNDREDTHS);
    return new Page(
        frame.page().number(),
        frame.page().width(),
        frame.page().height(),
        frame.quarters() * QUARTER,
        Page.Status.READ,
        Page.TextSource.OCR,
        confidence,
        text.toString(),
        new Treatment(skew, steps, attempts, null, null),
        List.copyOf(words),
        List.copyOf(lines),
        List.copyOf(blocks),
        null);
  }

  private static double mean(List<Word> words) {
    return rounded(words.stream().mapToDouble(Word::confidence).average().orElseThrow(), DIGITS);
  }

  /* Adding zero avoids negative zero. */
  private static double rounded(double value, double parts) {
    return Math.round(value * parts) / parts + 0.0;
  }
}
