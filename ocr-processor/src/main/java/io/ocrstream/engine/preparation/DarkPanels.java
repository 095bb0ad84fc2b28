/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.preparation;

import com.sun.jna.ptr.PointerByReference;
import io.ocrstream.engine.image.BinaryImage;
import io.ocrstream.engine.image.ConnectedComponents;
import io.ocrstream.engine.image.PixArena;
import io.ocrstream.engine.image.PixImage;
import io.ocrstream.engine.image.PixelRectangle;
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
final class DarkPanels implements AutoCloseable {
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

  private static final int FOUR_CONNECTED = 4;
  private static final int WHITE = 255;

  private final PixArena arena = new PixArena();

  /**
   * Inverts the panels of a gray or binary page.
   *
   * @param ink the page's dark pixels
   * @param contrast of the page; null if it is binary
   * @param letterHeight usual height of the page's letters, in pixels
   * @return whether the page has panels
   */
  static boolean invert(
      PixImage page, BinaryImage ink, @Nullable Contrast contrast, double letterHeight) {
    if (letterHeight == 0) {
      return false;
    }
    try (DarkPanels panels = new DarkPanels()) {
      Pix mask = panels.mask(ink.pix(), letterHeight);
      return mask != null && page.change(pix -> inverted(pix, mask, contrast));
    }
  }

  /* The ground becomes white: left gray, it would be dark beside a white page. */
  private static Pix inverted(Pix pix, Pix mask, @Nullable Contrast contrast) {
    Pix copy = PixImage.required(Leptonica1.pixCopy(null, pix));
    try (PixArena arena = new PixArena()) {
      if (contrast == null) {
        Leptonica1.pixXor(copy, copy, mask);
        return copy;
      }
      Pix light = arena.own(Leptonica1.pixInvert(null, pix));
      Leptonica1.pixGammaTRC(light, light, 1, 0, WHITE - contrast.threshold());
      Leptonica1.pixCombineMasked(copy, light, mask);
      return copy;
    }
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
    Pix panels =
        arena.own(Leptonica1.pixSeedfillBinary(null, inside, withoutRules, FOUR_CONNECTED));
    Leptonica1.pixOr(
        panels, panels, arena.own(Leptonica1.pixHolesByFilling(panels, FOUR_CONNECTED)));
    dropWithoutLetters(panels, ink);
    return PixArena.count(panels) == 0 ? null : panels;
  }

  private void dropWithoutLetters(Pix panels, Pix ink) {
    Pix light = arena.own(Leptonica1.pixSubtract(null, panels, ink));
    for (PixelRectangle panel : PixArena.pieces(panels)) {
      Box box = Leptonica1.boxCreate(panel.left(), panel.top(), panel.width(), panel.height());
      try (PixArena part = new PixArena()) {
        Pix whole = part.own(Leptonica1.pixClipRectangle(panels, box, null));
        Pix letters = part.own(Leptonica1.pixClipRectangle(light, box, null));
        if (!hasLetters(whole, letters)) {
          Leptonica1.pixClearInRect(panels, box);
        }
      } finally {
        Leptonica1.boxDestroy(new PointerByReference(box.getPointer()));
      }
    }
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
