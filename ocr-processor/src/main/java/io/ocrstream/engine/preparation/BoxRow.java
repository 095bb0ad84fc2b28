/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.preparation;

import com.sun.jna.ptr.PointerByReference;
import io.ocrstream.engine.image.BinaryImage;
import io.ocrstream.engine.image.PixArena;
import io.ocrstream.engine.image.PixImage;
import io.ocrstream.engine.image.PixelRectangle;
import io.ocrstream.engine.preparation.LetterMoves.Move;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.sourceforge.lept4j.Box;
import net.sourceforge.lept4j.ILeptonica;
import net.sourceforge.lept4j.Leptonica1;
import net.sourceforge.lept4j.Pix;

/**
 * A row of boxes with a letter each, and how its letters move together to words.
 *
 * <p><b>Threading:</b> any; immutable.
 *
 * @param outline the boxes with their edges
 * @param moves the letters from the left
 */
record BoxRow(PixelRectangle outline, List<Move> moves) {
  /** Distance of the inside of a box from its edges, as a part of its height. */
  private static final double INSET = 0.08;

  /** Minimum longer edge of a sign, as a part of the height of its box. Specks are smaller. */
  private static final double MIN_SIGN_PART = 0.1;

  /** Maximum share of boxes, of those with ink, that have several letters. */
  private static final double MAX_SHARE_OF_SEVERAL = 0.2;

  /** Maximum thickness of an outline, as a part of the height of a box. */
  private static final double MAX_OUTLINE = 0.2;

  /** Minimum share of black pixels in a row or column of an outline. */
  private static final double MIN_OUTLINE_SHARE = 0.5;

  /** Distance of letters of a word, as a part of their height. */
  private static final double LETTER_SPACE = 0.15;

  /** Distance of words, which an empty box or a wider gap separates, as a part of their height. */
  private static final double WORD_SPACE = 0.7;

  /**
   * Difference between the distances of boxes from which a word ends, as a part of their height.
   */
  private static final double MIN_WORD_GAP = 0.2;

  /** Rank, from the darkest, of the ground among the pixels of a box. */
  private static final float GROUND_RANK = 0.7f;

  /**
   * Returns a row of boxes; empty if they hold several letters each.
   *
   * @param boxes their insides, from the left
   * @param ink the page's dark pixels
   */
  static Optional<BoxRow> of(List<PixelRectangle> boxes, BinaryImage ink) {
    List<List<PixelRectangle>> contents = boxes.stream().map(box -> letters(box, ink)).toList();
    long filled = contents.stream().filter(letters -> !letters.isEmpty()).count();
    long several = contents.stream().filter(BoxRow::areSeveral).count();
    return several > MAX_SHARE_OF_SEVERAL * filled
        ? Optional.empty()
        : Optional.of(new BoxRow(outline(boxes, ink), moves(boxes, contents)));
  }

  private static List<PixelRectangle> letters(PixelRectangle box, BinaryImage ink) {
    PixelRectangle inside = inside(box);
    int x = inside.left();
    int y = inside.top();
    try (PixArena arena = new PixArena()) {
      return PixArena.pieces(clipped(ink.pix(), inside, arena)).stream()
          .map(b -> new PixelRectangle(x + b.left(), y + b.top(), x + b.right(), y + b.bottom()))
          .toList();
    }
  }

  /** Returns a box without its edges, which may be slanted or blurred. */
  static PixelRectangle inside(PixelRectangle box) {
    int inset = (int) Math.max(1, Math.round(INSET * box.height()));
    return new PixelRectangle(
        box.left() + inset, box.top() + inset, box.right() - inset, box.bottom() - inset);
  }

  /* Returns whether the box holds two letters side by side. */
  private static boolean areSeveral(List<PixelRectangle> pieces) {
    int height = pieces.stream().mapToInt(PixelRectangle::height).max().orElse(0);
    List<PixelRectangle> high =
        pieces.stream()
            .filter(piece -> 2 * piece.height() > height)
            .sorted(Comparator.comparingInt(PixelRectangle::left))
            .toList();
    return high.size() > 1 && high.get(1).left() > high.get(0).right();
  }

  /* Its lines, and a pixel for their blurred edges. */
  private static PixelRectangle outline(List<PixelRectangle> boxes, BinaryImage ink) {
    PixelRectangle row = boxes.stream().reduce(PixelRectangle::around).orElseThrow();
    PixelRectangle first = boxes.get(0);
    PixelRectangle last = boxes.get(boxes.size() - 1);
    int most = (int) Math.ceil(MAX_OUTLINE * row.height());
    int left = row.left();
    int top = row.top();
    int right = row.right();
    int bottom = row.bottom();
    for (int i = 0; i < most; i++) {
      left -= isBlack(ink, left - 1, first.top(), left, first.bottom()) ? 1 : 0;
      top -= isBlack(ink, first.left(), top - 1, first.right(), top) ? 1 : 0;
      right += isBlack(ink, right, last.top(), right + 1, last.bottom()) ? 1 : 0;
      bottom += isBlack(ink, last.left(), bottom, last.right(), bottom + 1) ? 1 : 0;
    }
    return new PixelRectangle(Math.max(0, left - 1), Math.max(0, top - 1), right + 1, bottom + 1);
  }

  private static boolean isBlack(BinaryImage ink, int left, int top, int right, int bottom) {
    PixelRectangle line = new PixelRectangle(left, top, right, bottom);
    return ink.holds(line) && ink.blackShare(line) >= MIN_OUTLINE_SHARE;
  }

  private static List<Move> moves(List<PixelRectangle> boxes, List<List<PixelRectangle>> contents) {
    List<Optional<PixelRectangle>> letters =
        IntStream.range(0, boxes.size())
            .mapToObj(i -> letter(contents.get(i), boxes.get(i)))
            .toList();
    int height =
        letters.stream().flatMap(Optional::stream).mapToInt(PixelRectangle::height).max().orElse(0);
    double usualGap = gaps(boxes).min().orElse(0) + MIN_WORD_GAP * boxes.get(0).height();
    List<Move> moves = new ArrayList<>();
    boolean isNextWord = false;
    for (int i = 0; i < boxes.size(); i++) {
      isNextWord |= letters.get(i).isEmpty() || (i > 0 && gap(boxes, i) > usualGap);
      if (letters.get(i).isPresent()) {
        double space = (isNextWord ? WORD_SPACE : LETTER_SPACE) * height;
        moves.add(move(letters.get(i).get(), moves, (int) Math.max(2, Math.round(space))));
        isNextWord = false;
      }
    }
    return moves;
  }

  /* To the letter before; the first one stays. */
  private static Move move(PixelRectangle letter, List<Move> before, int space) {
    int left =
        before.isEmpty() ? letter.left() : before.get(before.size() - 1).to().right() + space;
    return new Move(letter, Math.min(left, letter.left()));
  }

  private static IntStream gaps(List<PixelRectangle> boxes) {
    return IntStream.range(1, boxes.size()).map(i -> gap(boxes, i));
  }

  /* Before a box. */
  private static int gap(List<PixelRectangle> boxes, int index) {
    return boxes.get(index).left() - boxes.get(index - 1).right();
  }

  /* With a pixel around it for its blurred edges, and without specks. */
  private static Optional<PixelRectangle> letter(List<PixelRectangle> pieces, PixelRectangle box) {
    return pieces.stream()
        .reduce(PixelRectangle::around)
        .filter(all -> Math.max(all.width(), all.height()) >= MIN_SIGN_PART * box.height())
        .map(
            all ->
                new PixelRectangle(
                    all.left() - 1, all.top() - 1, all.right() + 1, all.bottom() + 1));
  }

  /** Returns a gray or binary image without the boxes, and with each row's letters together. */
  static Pix joined(Pix pix, List<BoxRow> rows) {
    Pix copy = PixImage.required(Leptonica1.pixCopy(null, pix));
    copy.setAutoSynch(false);
    rows.forEach(row -> row.join(copy));
    return copy;
  }

  private void join(Pix pix) {
    try (PixArena arena = new PixArena()) {
      List<Pix> letters = moves.stream().map(move -> clipped(pix, move.from(), arena)).toList();
      fill(pix, arena);
      for (int i = 0; i < letters.size(); i++) {
        PixelRectangle to = moves.get(i).to();
        Leptonica1.pixRasterop(
            pix,
            to.left(),
            to.top(),
            to.width(),
            to.height(),
            ILeptonica.PIX_SRC,
            letters.get(i),
            0,
            0);
      }
    }
  }

  private void fill(Pix pix, PixArena arena) {
    int ground = Leptonica1.pixGetDepth(pix) == 1 ? 0 : ground(clipped(pix, outline, arena));
    Box area = box(outline);
    try {
      Leptonica1.pixSetInRectArbitrary(pix, area, ground);
    } finally {
      Leptonica1.boxDestroy(new PointerByReference(area.getPointer()));
    }
  }

  private static int ground(Pix gray) {
    IntBuffer level = IntBuffer.allocate(1);
    Leptonica1.pixGetRankValue(gray, 1, GROUND_RANK, level);
    return level.get(0);
  }

  private static Pix clipped(Pix pix, PixelRectangle area, PixArena arena) {
    Box box = box(area);
    try {
      return arena.own(Leptonica1.pixClipRectangle(pix, box, null));
    } finally {
      Leptonica1.boxDestroy(new PointerByReference(box.getPointer()));
    }
  }

  private static Box box(PixelRectangle area) {
    return Leptonica1.boxCreate(area.left(), area.top(), area.width(), area.height());
  }
}
