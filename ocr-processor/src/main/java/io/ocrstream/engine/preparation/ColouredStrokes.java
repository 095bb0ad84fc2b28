/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.preparation;

import io.ocrstream.engine.image.BinaryImage;
import io.ocrstream.engine.image.PixArena;
import io.ocrstream.engine.image.PixImage;
import java.nio.FloatBuffer;
import java.util.Optional;
import net.sourceforge.lept4j.ILeptonica;
import net.sourceforge.lept4j.Leptonica1;
import net.sourceforge.lept4j.Pix;
import org.jspecify.annotations.Nullable;

/**
 * Separates large coloured strokes that cross black text on light paper: stamps, and marks of pens.
 * In gray they would join the letters. Coloured text of the size of the black text stays where it
 * is, and so do coloured areas and highlights, which carry text.
 *
 * <p><b>Threading:</b> one thread. <b>Bounds:</b> native memory of about twice the page's, and only
 * for pages with colour.
 */
public final class ColouredStrokes implements AutoCloseable {
  /** Difference of the largest and smallest sample from which a pixel has a colour. */
  private static final int MIN_COLOUR_DIFFERENCE = 60;

  /** Luminance from which a coloured pixel is a highlight and not ink. */
  private static final int MIN_HIGHLIGHT_LEVEL = 165;

  /** Largest sample below which a pixel without colour is black ink. */
  private static final int MAX_BLACK_LEVEL = 110;

  /** Smallest sample from which a pixel is paper. */
  private static final int MIN_PAPER_LEVEL = 180;

  private static final double MIN_PAPER_SHARE = 0.6;

  /** Minimum share of coloured pixels. With fewer, strokes hide no text. */
  private static final double MIN_COLOUR_SHARE = 0.001;

  /** Thickness in pixels of the coloured fringes of black letters. */
  private static final int FRINGE_PIXELS = 3;

  /**
   * Share of the black ink beside coloured ink from which it is the darkest part of coloured
   * letters. Measured: 0.04 to 0.4 where strokes or highlights cross black text, and from 0.75 on
   * pages of dark coloured text whose colours have a lower resolution than their brightness.
   */
  private static final double MAX_BLACK_BESIDE_COLOUR = 0.5;

  /** Size of a stroke as a multiple of the usual height of letters. Letters are smaller. */
  private static final double MIN_STROKE_USUAL_HEIGHTS = 2.2;

  /** Thickness of an area as a multiple of the usual height of letters. Strokes are thinner. */
  private static final double MIN_AREA_USUAL_HEIGHTS = 1.5;

  /** Distance between the parts of a stamp as a multiple of the usual height of letters. */
  private static final double MAX_GAP_USUAL_HEIGHTS = 2;

  /** Brightness relative to that of most strokes below which black ink is beneath the stroke. */
  private static final double MAX_RATIO_OVER_BLACK = 0.8;

  private static final int EIGHT_CONNECTED = 8;
  private static final int WHITE = 255;

  private final PixImage page;
  private final PixArena arena = new PixArena();
  private final Pix largest;
  private final Pix smallest;

  private ColouredStrokes(PixImage page) {
    this.page = page;
    this.largest =
        arena.own(Leptonica1.pixConvertRGBToGrayMinMax(page.pix(), ILeptonica.L_CHOOSE_MAX));
    this.smallest =
        arena.own(Leptonica1.pixConvertRGBToGrayMinMax(page.pix(), ILeptonica.L_CHOOSE_MIN));
  }

  /**
   * Makes a page gray, and removes the strokes.
   *
   * @return the strokes, dark on white; empty if the page has none. The caller closes them
   */
  public static Optional<PixImage> takeFrom(PixImage page) {
    if (!page.flattenColour() || !hasColour(page)) {
      page.toGray();
      return Optional.empty();
    }
    try (ColouredStrokes strokes = new ColouredStrokes(page)) {
      Pix mask = strokes.mask();
      page.toGray();
      return mask == null ? Optional.empty() : Optional.of(strokes.take(mask));
    }
  }

  /** Returns whether a page of 32 bits a pixel has such strokes. */
  public static boolean areOn(PixImage page) {
    if (!hasColour(page)) {
      return false;
    }
    try (ColouredStrokes strokes = new ColouredStrokes(page)) {
      return strokes.mask() != null;
    }
  }

  /* Most scans in colour show none, and need no further measurement. */
  private static boolean hasColour(PixImage page) {
    try (BinaryImage coloured = new BinaryImage(coloured(page))) {
      return coloured.blackShare() >= MIN_COLOUR_SHARE;
    }
  }

  private static Pix coloured(PixImage page) {
    return PixImage.required(
        Leptonica1.pixMaskOverColorPixels(page.pix(), MIN_COLOUR_DIFFERENCE, 1));
  }

  /* Returns a mask of the strokes, or null if the page has none. */
  private @Nullable Pix mask() {
    long pixels = (long) page.width() * page.height();
    if (pixels - PixArena.count(arena.darker(smallest, MIN_PAPER_LEVEL))
        < MIN_PAPER_SHARE * pixels) {
      return null;
    }
    Pix coloured = arena.own(coloured(page));
    Pix black = arena.darker(largest, MAX_BLACK_LEVEL);
    Leptonica1.pixSubtract(black, black, coloured);
    Pix beside = arena.own(Leptonica1.pixDilateBrick(null, coloured, FRINGE_PIXELS, FRINGE_PIXELS));
    Leptonica1.pixAnd(beside, beside, black);
    if (PixArena.count(beside) > MAX_BLACK_BESIDE_COLOUR * PixArena.count(black)) {
      return null;
    }
    double letter = PixArena.letterHeight(black);
    return letter == 0 ? null : crossing(strokes(coloured, black, letter), black, letter);
  }

  /* Returns what is too large for letters, too thin for areas and too dark for highlights. */
  private Pix strokes(Pix coloured, Pix black, double letter) {
    Pix luminance = arena.own(Leptonica1.pixConvertRGBToLuminance(page.pix()));
    Pix ink =
        arena.own(Leptonica1.pixAnd(null, coloured, arena.darker(luminance, MIN_HIGHLIGHT_LEVEL)));
    Pix thick = arena.own(Leptonica1.pixOpenBrick(null, ink, FRINGE_PIXELS, FRINGE_PIXELS));
    int size = (int) Math.ceil(MIN_STROKE_USUAL_HEIGHTS * letter);
    Pix large =
        arena.own(
            Leptonica1.pixSelectBySize(
                thick,
                size,
                size,
                EIGHT_CONNECTED,
                ILeptonica.L_SELECT_IF_EITHER,
                ILeptonica.L_SELECT_IF_GTE,
                null));
    int side = (int) Math.ceil(MIN_AREA_USUAL_HEIGHTS * letter);
    // A highlight is an area together with the letters on it.
    Pix filled = arena.own(Leptonica1.pixOr(null, large, black));
    Pix inside = arena.own(Leptonica1.pixErodeBrick(null, filled, side, side));
    Leptonica1.pixAnd(inside, inside, large);
    Pix areas = arena.own(Leptonica1.pixSeedfillBinary(null, inside, large, EIGHT_CONNECTED));
    return arena.own(Leptonica1.pixSubtract(null, large, areas));
  }

  /* Returns the groups of strokes that touch black ink, or null if none does. */
  private @Nullable Pix crossing(Pix strokes, Pix black, double letter) {
    Pix near = arena.own(Leptonica1.pixDilateBrick(null, black, FRINGE_PIXELS, FRINGE_PIXELS));
    Pix touching = arena.own(Leptonica1.pixAnd(null, near, strokes));
    if (PixArena.count(touching) == 0) {
      return null;
    }
    int gap = (int) Math.ceil(MAX_GAP_USUAL_HEIGHTS * letter);
    Pix groups = arena.own(Leptonica1.pixCloseSafeBrick(null, strokes, gap, gap));
    Pix crossing = arena.own(Leptonica1.pixSeedfillBinary(null, touching, groups, EIGHT_CONNECTED));
    return arena.own(Leptonica1.pixAnd(null, crossing, strokes));
  }

  /* The edges of strokes are blurred, so that a wider mask is removed. */
  private PixImage take(Pix mask) {
    Pix wide = arena.own(Leptonica1.pixDilateBrick(null, mask, FRINGE_PIXELS, FRINGE_PIXELS));
    Pix beneath = arena.darker(largest, (int) (MAX_RATIO_OVER_BLACK * usualLevel(mask)));
    Pix removed = arena.own(Leptonica1.pixSubtract(null, wide, beneath));
    Leptonica1.pixSetMasked(page.pix(), removed, WHITE);
    Pix rest = arena.own(Leptonica1.pixInvert(null, wide));
    Leptonica1.pixSetMasked(smallest, rest, WHITE);
    PixImage strokes = new PixImage(PixImage.required(Leptonica1.pixClone(smallest)));
    strokes.setResolution(page.resolution(), page.resolution());
    return strokes;
  }

  /* The median. */
  private float usualLevel(Pix mask) {
    FloatBuffer level = FloatBuffer.allocate(1);
    Leptonica1.pixGetRankValueMasked(largest, mask, 0, 0, 1, 0.5F, level, null);
    return level.get(0);
  }

  @Override
  public void close() {
    arena.close();
  }
}
