/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.preparation;

import io.ocrstream.contracts.Block;
import io.ocrstream.contracts.Line;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Preparation;
import io.ocrstream.contracts.Treatment;
import io.ocrstream.contracts.Word;
import io.ocrstream.engine.image.PixelRectangle;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The letters of a page that were moved to the left within their lines.
 *
 * <p><b>Threading:</b> any; immutable.
 *
 * @param moves each letter, row by row, from the left
 */
public record LetterMoves(List<Move> moves) {
  /** Copies the list. */
  public LetterMoves {
    moves = List.copyOf(moves);
  }

  /**
   * A letter that was moved.
   *
   * @param from where it was
   * @param left where it begins now, in pixels
   */
  record Move(PixelRectangle from, int left) {
    PixelRectangle to() {
      return new PixelRectangle(left, from.top(), left + from.width(), from.bottom());
    }
  }

  /** Returns {@code page}, read after the moves, with its boxes where the letters were before. */
  public Page undoneOn(Page page) {
    Treatment treatment = page.treatment() == null ? Treatment.NONE : page.treatment();
    Set<Preparation> steps = new LinkedHashSet<>(Set.of(Preparation.GROUND_WHITENED));
    steps.addAll(treatment.preparation());
    return page.with(
            page.text(),
            each(page.words(), word -> before(word, page)),
            each(page.lines(), line -> before(line, page)),
            each(page.blocks(), block -> before(block, page)))
        .with(treatment.with(List.copyOf(steps), treatment.attempts()));
  }

  private static <T> @Nullable List<T> each(@Nullable List<T> all, Function<T, T> before) {
    return all == null ? null : all.stream().map(before).toList();
  }

  private Word before(Word word, Page page) {
    PixelRectangle box = before(word.x(), word.y(), word.width(), word.height());
    return Word.of(word.text(), box.left(), box.top(), box.width(), box.height(), word.confidence())
        .on(page.width(), page.height());
  }

  private Line before(Line line, Page page) {
    PixelRectangle box = before(line.x(), line.y(), line.width(), line.height());
    return new Line(
            line.text(),
            box.left(),
            box.top(),
            box.width(),
            box.height(),
            line.confidence(),
            line.firstWord(),
            line.wordCount(),
            null)
        .on(page.width(), page.height());
  }

  private Block before(Block block, Page page) {
    PixelRectangle box = before(block.x(), block.y(), block.width(), block.height());
    return new Block(
            box.left(),
            box.top(),
            box.width(),
            box.height(),
            block.firstLine(),
            block.lineCount(),
            null)
        .on(page.width(), page.height());
  }

  private PixelRectangle before(int x, int y, int width, int height) {
    return before(new PixelRectangle(x, y, x + width, y + height));
  }

  /** Returns the box around what {@code box} of the changed image holds, where it was before. */
  PixelRectangle before(PixelRectangle box) {
    List<Move> inside = moves.stream().filter(move -> box.holdsMiddleOf(move.to())).toList();
    PixelRectangle before = box;
    for (Move move : inside) {
      before = before.around(move.from());
    }
    return inside.isEmpty() || beginsBefore(box, inside.get(0))
        ? before
        : new PixelRectangle(
            inside.get(0).from().left(), before.top(), before.right(), before.bottom());
  }

  /* Returns whether the box begins left of its first moved letter, as a line with a label does. */
  private static boolean beginsBefore(PixelRectangle box, Move first) {
    return box.left() < first.left() - first.from().width();
  }
}
