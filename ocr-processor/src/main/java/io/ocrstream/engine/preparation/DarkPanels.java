/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.preparation;

import com.sun.jna.ptr.PointerByReference;
import io.ocrstream.engine.image.BinaryImage;
import io.ocrstream.engine.image.ConnectedComponents;
import io.ocrstream.engine.image.PixArena;
import io.ocrstream.engine.image.PixImage;
import io.ocrstream.engine.image.PixelRectangle;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import net.sourceforge.lept4j.Box;
import net.sourceforge.lept4j.Leptonica1;
import net.sourceforge.lept4j.Pix;
import org.jspecify.annotations.Nullable;

/**
 * Inverts dark panels with light letters on an otherwise light page: the head of a card, a label or
 * a table. Tesseract reads many of them as they are, and drops others as pictures.
 *
 * <p><b>Threading:</b> one thread. <b>Bounds:</b> native memory of about a page of one byte a
 * pixel.
 */
public final class DarkPanels implements AutoCloseable {
  /** Thickness of a panel as a multiple of the usual height of letters. Letters are thinner. */
  private static final double MIN_PANEL_USUAL_HEIGHTS = 1;

  /** Thickness of rules, which are cut off panels, as a part of the usual height of letters. */
  private static final double MAX_RULE_USUAL_HEIGHTS = 0.25;

  /** Minimum share of its bounding box that a panel fills, letters included. */
  private static final double MIN_RECTANGLE_SHARE = 0.85;

  /** Maximum share of the panel that is light. Frames and grids have more. */
  private static final double MAX_LIGHT_SHARE = 0.5;

  /** Minimum share of the light pieces' area in pieces of the size of letters. */
  private static final double MIN_LETTER_SHARE = 0.7;

  /** Minimum number of letters of a panel. */
  private static final int MIN_LETTERS = 3;

  /** Rank, from the darkest, of a pixel inside a stroke among all pixels of inverted letters. */
  private static final float LETTER_RANK = 0.25f;

  /** Rank of the darkest pixels of the inverted ground that are not blurred edges of letters. */
  private static final float GROUND_RANK = 0.1f;

  private static final float PAPER_RANK = 0.5f;

  private static final int FOUR_CONNECTED = 4;
  private static final int WHITE = 255;

  private final PixArena arena = new PixArena();
  private final List<PixelRectangle> words;
  private final List<Panel> found = new ArrayList<>();

  /**
   * A panel.
   *
   * @param letters boxes of its light pieces, most of which are letters
   */
  public record Panel(PixelRectangle box, List<PixelRectangle> letters) {}

  private DarkPanels(List<PixelRectangle> words) {
    this.words = words;
  }

  /**
   * Inverts the panels of a gray or binary page.
   *
   * @param ink the page's dark pixels
   * @param contrast of the page; null if it is binary
   * @param letterHeight usual height of the page's letters, in pixels
   * @param words boxes of words that were read; panels with any of them are left as they are
   * @return the panels that were inverted
   */
  static List<Panel> invert(
      PixImage page,
      BinaryImage ink,
      @Nullable Contrast contrast,
      double letterHeight,
      List<PixelRectangle> words) {
    if (letterHeight == 0) {
      return List.of();
    }
    try (DarkPanels panels = new DarkPanels(words)) {
      Pix mask = panels.mask(ink.pix(), letterHeight);
      boolean inverted = mask != null && page.change(pix -> inverted(pix, mask, ink, contrast));
      return inverted ? panels.found : List.of();
    }
  }

  /** Inverts the panels of a preprocessed page on which no word was read. */
  public static List<Panel> invertUnread(
      PixImage page, PreprocessedPage prepared, double letterHeight, List<PixelRectangle> words) {
    try (BinaryImage ink = page.ink()) {
      return invert(page, ink, prepared.contrast(), letterHeight, words);
    }
  }

  /*
   * Letters become black, and the ground as light as the paper: a darker or lighter one would be
   * told from the paper when the page is binarised, instead of the letters.
   */
  private static Pix inverted(Pix pix, Pix mask, BinaryImage ink, @Nullable Contrast contrast) {
    Pix copy = PixImage.required(Leptonica1.pixCopy(null, pix));
    try (PixArena arena = new PixArena()) {
      if (contrast == null) {
        Leptonica1.pixXor(copy, copy, mask);
        return copy;
      }
      Pix rest = arena.own(Leptonica1.pixOr(null, mask, ink.pix()));
      int paper = level(pix, arena.own(Leptonica1.pixInvert(null, rest)), PAPER_RANK);
      Pix light = arena.own(Leptonica1.pixInvert(null, pix));
      int black =
          level(light, arena.own(Leptonica1.pixSubtract(null, mask, ink.pix())), LETTER_RANK);
      int ground = level(light, arena.own(Leptonica1.pixAnd(null, mask, ink.pix())), GROUND_RANK);
      int white = black + Math.max(1, (ground - black) * WHITE / Math.max(1, paper));
      Leptonica1.pixGammaTRC(light, light, 1, black, white);
      Leptonica1.pixCombineMasked(copy, light, mask);
      return copy;
    }
  }

  private static int level(Pix gray, Pix mask, float rank) {
    FloatBuffer level = FloatBuffer.allocate(1);
    Leptonica1.pixGetRankValueMasked(gray, mask, 0, 0, 1, rank, level, null);
    return (int) level.get(0);
  }

  /* Returns a mask that covers panels and their letters; null if the page has no panel. */
  private @Nullable Pix mask(Pix ink, double letterHeight) {
    int thick = (int) Math.ceil(MIN_PANEL_USUAL_HEIGHTS * letterHeight);
    Pix inside = arena.own(Leptonica1.pixErodeBrick(null, ink, thick, thick));
    if (PixArena.count(inside) == 0) {
      return null;
    }
    int rule = (int) Math.ceil(MAX_RULE_USUAL_HEIGHTS * letterHeight);
    Pix withoutRules = arena.own(Leptonica1.pixOpenBrick(null, ink, rule, rule));
    Pix all = arena.own(Leptonica1.pixSeedfillBinary(null, inside, withoutRules, FOUR_CONNECTED));
    // The dark ground around a sheet holds the whole sheet, so it is apart from the sheet's panels.
    Pix panels = arena.own(Leptonica1.pixRemoveBorderConnComps(all, FOUR_CONNECTED));
    Pix atEdges = arena.own(Leptonica1.pixXor(null, all, panels));
    fill(panels, ink);
    fill(atEdges, ink);
    Leptonica1.pixOr(panels, panels, atEdges);
    return PixArena.count(panels) == 0 ? null : panels;
  }

  /* Adds their letters to panels, and drops panels without any. */
  private void fill(Pix panels, Pix ink) {
    if (PixArena.count(panels) > 0) {
      Pix holes = arena.own(Leptonica1.pixHolesByFilling(panels, FOUR_CONNECTED));
      Leptonica1.pixOr(panels, panels, holes);
      dropWithoutLetters(panels, ink);
    }
  }

  private void dropWithoutLetters(Pix panels, Pix ink) {
    Pix light = arena.own(Leptonica1.pixSubtract(null, panels, ink));
    for (PixelRectangle panel : PixArena.pieces(panels)) {
      Box box = Leptonica1.boxCreate(panel.left(), panel.top(), panel.width(), panel.height());
      try (PixArena part = new PixArena()) {
        Pix whole = part.own(Leptonica1.pixClipRectangle(panels, box, null));
        Pix letters = part.own(Leptonica1.pixClipRectangle(light, box, null));
        if (isRead(panel) || !hasLetters(whole, letters)) {
          Leptonica1.pixClearInRect(panels, box);
        } else {
          found.add(new Panel(panel, onPage(PixArena.pieces(letters), panel)));
        }
      } finally {
        Leptonica1.boxDestroy(new PointerByReference(box.getPointer()));
      }
    }
  }

  private static List<PixelRectangle> onPage(List<PixelRectangle> pieces, PixelRectangle panel) {
    int x = panel.left();
    int y = panel.top();
    return pieces.stream()
        .map(b -> new PixelRectangle(x + b.left(), y + b.top(), x + b.right(), y + b.bottom()))
        .toList();
  }

  private boolean isRead(PixelRectangle panel) {
    return words.stream().anyMatch(panel::holdsMiddleOf);
  }

  private static boolean hasLetters(Pix whole, Pix light) {
    double filled = PixArena.count(whole);
    double pixels = (double) Leptonica1.pixGetWidth(whole) * Leptonica1.pixGetHeight(whole);
    if (filled < MIN_RECTANGLE_SHARE * pixels || PixArena.count(light) > MAX_LIGHT_SHARE * filled) {
      return false;
    }
    List<PixelRectangle> pieces = PixArena.pieces(light);
    ConnectedComponents letters = ConnectedComponents.of(pieces, MIN_LETTERS);
    double area =
        pieces.stream().mapToDouble(piece -> (double) piece.width() * piece.height()).sum();
    return letters.count() >= MIN_LETTERS && letters.area() >= MIN_LETTER_SHARE * area;
  }

  @Override
  public void close() {
    arena.close();
  }
}
