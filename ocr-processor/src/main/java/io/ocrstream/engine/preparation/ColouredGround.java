/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.preparation;

import com.sun.jna.ptr.PointerByReference;
import io.ocrstream.engine.image.ImageOps;
import io.ocrstream.engine.image.PixArena;
import io.ocrstream.engine.image.PixImage;
import io.ocrstream.engine.image.PixelRectangle;
import java.util.Optional;
import net.sourceforge.lept4j.Box;
import net.sourceforge.lept4j.ILeptonica;
import net.sourceforge.lept4j.Leptonica1;
import net.sourceforge.lept4j.Pix;
import org.jspecify.annotations.Nullable;

/**
 * Prepares a page in colour for the conversion to gray, in which text would vanish: black text on
 * strongly coloured bars and highlights of a white page, whose gray is nearer to black than to
 * white, and text that has the lightness of its background and differs only in colour.
 *
 * <p><b>Threading:</b> one thread. <b>Bounds:</b> native memory of about three times the page's,
 * and only for pages with colour.
 */
public final class ColouredGround implements AutoCloseable {
  /** Difference of the largest and smallest sample from which a pixel has a colour. */
  private static final int MIN_COLOUR_DIFFERENCE = 60;

  private static final double MIN_COLOUR_SHARE = 0.001;

  /** Luminance below which a coloured pixel may be taken for ink. */
  private static final int MAX_DARK_LEVEL = 165;

  /** Largest sample below which a pixel is black ink. */
  private static final int MAX_BLACK_LEVEL = 110;

  /** Smallest sample from which a pixel is paper. */
  private static final int MIN_PAPER_LEVEL = 180;

  private static final double MIN_PAPER_SHARE = 0.6;

  /** Thickness of an area as a multiple of the usual height of letters. Letters are thinner. */
  private static final double MIN_AREA_USUAL_HEIGHTS = 1.5;

  /** Ratio of a channel's contrast to that of luminance from which the channel is used instead. */
  private static final double MIN_CHANNEL_GAIN = 2;

  private static final int[] CHANNELS = {
    ILeptonica.COLOR_RED, ILeptonica.COLOR_GREEN, ILeptonica.COLOR_BLUE
  };

  private static final int EIGHT_CONNECTED = 8;
  private static final int FOUR_CONNECTED = 4;

  private final PixImage page;
  private final PixArena arena = new PixArena();

  private ColouredGround(PixImage page) {
    this.page = page;
  }

  /** Lightens the ground of dark text, or makes the page gray; pages without colour stay. */
  public static void lighten(PixImage page) {
    try (ColouredGround ground = new ColouredGround(page)) {
      ground.replacement().ifPresent(page::change);
    }
  }

  /** Returns whether {@link #lighten} changes the page. */
  public static boolean isOn(PixImage page) {
    try (ColouredGround ground = new ColouredGround(page)) {
      return ground.replacement().isPresent();
    }
  }

  /* Returns the step that lightens the page; empty if it needs none. */
  private Optional<ImageOps.Step> replacement() {
    if (!page.flattenColour()) {
      return Optional.empty();
    }
    double pixels = (double) page.width() * page.height();
    Pix coloured =
        arena.own(Leptonica1.pixMaskOverColorPixels(page.pix(), MIN_COLOUR_DIFFERENCE, 1));
    if (PixArena.count(coloured) < MIN_COLOUR_SHARE * pixels) {
      return Optional.empty();
    }
    Pix smallest =
        arena.own(Leptonica1.pixConvertRGBToGrayMinMax(page.pix(), ILeptonica.L_CHOOSE_MIN));
    Pix paper = arena.own(Leptonica1.pixInvert(null, arena.darker(smallest, MIN_PAPER_LEVEL)));
    Pix luminance = arena.own(Leptonica1.pixConvertRGBToLuminance(page.pix()));
    if (PixArena.count(paper) < MIN_PAPER_SHARE * pixels) {
      return channel(Contrast.of(luminance)).map(best -> colours -> Leptonica1.pixCopy(null, best));
    }
    Pix dark =
        arena.own(Leptonica1.pixAnd(null, coloured, arena.darker(luminance, MAX_DARK_LEVEL)));
    Pix largest =
        arena.own(Leptonica1.pixConvertRGBToGrayMinMax(page.pix(), ILeptonica.L_CHOOSE_MAX));
    Pix areas = areasOfBlackText(dark, arena.darker(largest, MAX_BLACK_LEVEL), paper);
    return areas == null || PixArena.count(areas) == 0
        ? Optional.empty()
        : Optional.of(colours -> lightened(colours, largest, areas));
  }

  private Pix lightened(Pix colours, Pix largest, Pix areas) {
    Pix copy = PixImage.required(Leptonica1.pixCopy(null, colours));
    Pix light = arena.own(Leptonica1.pixConvert8To32(largest));
    Leptonica1.pixCombineMasked(copy, light, areas);
    return copy;
  }

  private @Nullable Pix areasOfBlackText(Pix dark, Pix black, Pix paper) {
    Leptonica1.pixSubtract(dark, dark, black);
    int side = (int) Math.ceil(MIN_AREA_USUAL_HEIGHTS * PixArena.letterHeight(black));
    if (side == 0) {
      return null;
    }
    Pix filled = arena.own(Leptonica1.pixOr(null, dark, black));
    Pix inside = arena.own(Leptonica1.pixErodeBrick(null, filled, side, side));
    Leptonica1.pixAnd(inside, inside, dark);
    if (PixArena.count(inside) == 0) {
      return null;
    }
    Pix areas = arena.own(Leptonica1.pixSeedfillBinary(null, inside, dark, EIGHT_CONNECTED));
    Leptonica1.pixOr(areas, areas, arena.own(Leptonica1.pixHolesByFilling(areas, FOUR_CONNECTED)));
    dropWithoutBlackText(areas, black, paper);
    return areas;
  }

  /* Areas with white text stay as they are: dark. */
  private void dropWithoutBlackText(Pix areas, Pix black, Pix paper) {
    for (PixelRectangle area : PixArena.pieces(areas)) {
      Box box = Leptonica1.boxCreate(area.left(), area.top(), area.width(), area.height());
      try {
        if (count(black, areas, box) <= count(paper, areas, box)) {
          Leptonica1.pixClearInRect(areas, box);
        }
      } finally {
        Leptonica1.boxDestroy(new PointerByReference(box.getPointer()));
      }
    }
  }

  private static long count(Pix mask, Pix areas, Box box) {
    // The boxes of areas within each other add up to many times the page.
    try (PixArena clips = new PixArena()) {
      Pix part = clips.own(Leptonica1.pixClipRectangle(mask, box, null));
      Leptonica1.pixAnd(part, part, clips.own(Leptonica1.pixClipRectangle(areas, box, null)));
      return PixArena.count(part);
    }
  }

  /* Returns the channel in which the text is seen best, if luminance hardly shows it. */
  private Optional<Pix> channel(Contrast luminance) {
    if (luminance.difference() >= Contrast.MIN_CERTAIN_DIFFERENCE) {
      return Optional.empty();
    }
    double most =
        Math.max(Contrast.MIN_CERTAIN_DIFFERENCE, MIN_CHANNEL_GAIN * luminance.difference());
    Optional<Pix> best = Optional.empty();
    for (int channel : CHANNELS) {
      Pix samples = arena.own(Leptonica1.pixGetRGBComponent(page.pix(), channel));
      Contrast contrast = Contrast.of(samples);
      if (contrast.difference() >= most && !contrast.isUnclear()) {
        most = contrast.difference();
        best = Optional.of(samples);
      }
    }
    return best;
  }

  @Override
  public void close() {
    arena.close();
  }
}
