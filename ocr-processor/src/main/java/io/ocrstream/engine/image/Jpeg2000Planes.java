/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.image;

import com.sun.jna.Pointer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Combines the components of an image decoded by OpenJPEG, each with its own size, precision and
 * subsampling, to one image with 8 bits per sample.
 *
 * <p><b>Threading:</b> one thread; valid as long as OpenJPEG's image is. <b>Bounds:</b> one row of
 * each component on the heap; a component is read only within its own width and height.
 */
final class Jpeg2000Planes {
  /* Offsets in opj_image_t, in bytes: x0, y0, x1, y1, numcomps, color_space, comps. */
  private static final int COUNT_AT = 16;
  private static final int COLOUR_SPACE_AT = 20;
  private static final int COMPONENTS_AT = 24;

  /*
   * Offsets in opj_image_comp_t: dx, dy, w, h, x0, y0, prec, bpp, sgnd, resno_decoded, factor,
   * data, alpha.
   */
  private static final int COMPONENT_BYTES = 64;
  private static final int PRECISION_AT = 24;
  private static final int SIGNED_AT = 32;
  private static final int DATA_AT = 48;
  private static final int ALPHA_AT = 56;

  private static final int SYCC = 3;
  private static final int EYCC = 4;
  private static final int CMYK = 5;

  private static final int MAX_PRECISION = 31;
  private static final int OPAQUE = 255;

  private final Area area;
  private final List<Plane> colours;
  private final @Nullable Plane alpha;
  private final int colourSpace;
  private final int stepX;
  private final int stepY;

  private Jpeg2000Planes(Area area, List<Plane> colours, @Nullable Plane alpha, int colourSpace) {
    this.area = area;
    this.colours = colours;
    this.alpha = alpha;
    this.colourSpace = colourSpace;
    this.stepX = colours.stream().mapToInt(plane -> plane.stepX).min().orElseThrow();
    this.stepY = colours.stream().mapToInt(plane -> plane.stepY).min().orElseThrow();
  }

  /**
   * The part of the reference grid that an image covers.
   *
   * @param left first column
   * @param top first row
   * @param right column after the last
   * @param bottom row after the last
   */
  record Area(long left, long top, long right, long bottom) {
    long width() {
      return right - left;
    }

    long height() {
      return bottom - top;
    }
  }

  static Area area(Pointer image) {
    return new Area(
        unsigned(image, 0), unsigned(image, 4), unsigned(image, 8), unsigned(image, 12));
  }

  static int count(Pointer image) {
    return image.getInt(COUNT_AT);
  }

  /** Returns the components of a decoded image; empty if they do not make an image. */
  static Optional<Jpeg2000Planes> of(Pointer image, boolean withAlpha) {
    Area area = area(image);
    List<Plane> colours = new ArrayList<>();
    Plane alpha = null;
    for (int i = 0; i < count(image); i++) {
      Pointer component = image.getPointer(COMPONENTS_AT).share((long) i * COMPONENT_BYTES);
      int kind = component.getShort(ALPHA_AT) & 0xFFFF;
      Optional<Plane> plane = Plane.of(component, area);
      if (plane.isEmpty()) {
        return Optional.empty();
      } else if (kind == 0) {
        colours.add(plane.get());
      } else if (kind <= 2 && alpha == null) {
        alpha = plane.get();
      }
    }
    int space = image.getInt(COLOUR_SPACE_AT);
    // Without a channel definition box, components are gray or three colours, and an alpha channel
    // after them.
    boolean unnamed = colours.size() == 2 || (colours.size() == 4 && space != CMYK);
    if (unnamed) {
      alpha = colours.remove(colours.size() - 1);
    }
    return colours.isEmpty()
        ? Optional.empty()
        : Optional.of(new Jpeg2000Planes(area, colours, withAlpha ? alpha : null, space));
  }

  /** Returns the image at the scale of the finest component: 8-bit gray or 32-bit colour. */
  PixImage toRaster() {
    long firstX = ceiling(area.left(), stepX);
    long firstY = ceiling(area.top(), stepY);
    int width = Math.toIntExact(ceiling(area.right(), stepX) - firstX);
    int height = Math.toIntExact(ceiling(area.bottom(), stepY) - firstY);
    boolean gray = colours.size() < 3 && alpha == null;
    PixImage raster =
        gray ? PixImage.gray(width, height) : PixImage.colour(width, height, alpha != null);
    int[][] rows = new int[colours.size() + 1][width];
    int[] words = new int[gray ? (width + 3) / 4 : width];
    for (int y = 0; y < height; y++) {
      for (int c = 0; c < colours.size(); c++) {
        colours.get(c).row((firstY + y) * stepY, firstX, stepX, rows[c]);
      }
      if (alpha != null) {
        alpha.row((firstY + y) * stepY, firstX, stepX, rows[colours.size()]);
      }
      if (gray) {
        PixRows.pack(rows[0], words);
      } else {
        mix(rows, words);
      }
      raster.setRow(y, words);
    }
    return raster;
  }

  private void mix(int[][] rows, int[] words) {
    int[] alphas = rows[colours.size()];
    for (int x = 0; x < words.length; x++) {
      int rgb;
      if (colours.size() < 3) {
        rgb = rows[0][x] * 0x010101;
      } else if (colours.size() == 4) {
        int white = OPAQUE - rows[3][x];
        rgb =
            rgb(
                (OPAQUE - rows[0][x]) * white / OPAQUE,
                (OPAQUE - rows[1][x]) * white / OPAQUE,
                (OPAQUE - rows[2][x]) * white / OPAQUE);
      } else if (isLumaAndChroma()) {
        rgb = fromLuma(rows[0][x], rows[1][x] - 128, rows[2][x] - 128);
      } else {
        rgb = rgb(rows[0][x], rows[1][x], rows[2][x]);
      }
      words[x] = rgb << 8 | alphas[x];
    }
  }

  /* Files without a colour space that have subsampled chroma contain YCbCr. */
  private boolean isLumaAndChroma() {
    return colourSpace == SYCC
        || colourSpace == EYCC
        || (colours.get(1).stepX > stepX && colours.get(2).stepX > stepX);
  }

  private static int fromLuma(int luma, int blue, int red) {
    return rgb(
        clamp(luma + 1.402 * red),
        clamp(luma - 0.344136 * blue - 0.714136 * red),
        clamp(luma + 1.772 * blue));
  }

  private static int rgb(int red, int green, int blue) {
    return red << 16 | green << 8 | blue;
  }

  private static int clamp(double sample) {
    return (int) Math.max(0, Math.min(255, Math.round(sample)));
  }

  private static long unsigned(Pointer structure, int at) {
    return structure.getInt(at) & 0xFFFF_FFFFL;
  }

  private static long ceiling(long grid, int step) {
    return (grid + step - 1) / step;
  }

  /** One component. */
  private static final class Plane {
    private final Pointer data;
    private final int stepX;
    private final int stepY;
    private final int width;
    private final int height;
    private final long firstX;
    private final long firstY;
    private final int precision;
    private final int offset;
    private final int[] samples;
    private long held = -1;

    private Plane(Pointer component, Pointer data, Area area) {
      this.data = data;
      this.stepX = component.getInt(0);
      this.stepY = component.getInt(4);
      this.width = component.getInt(8);
      this.height = component.getInt(12);
      this.firstX = ceiling(area.left(), stepX);
      this.firstY = ceiling(area.top(), stepY);
      this.precision = component.getInt(PRECISION_AT);
      this.offset = component.getInt(SIGNED_AT) == 0 ? 0 : 1 << (precision - 1);
      this.samples = new int[width];
    }

    /** Returns the component; empty if it has no samples. */
    static Optional<Plane> of(Pointer component, Area area) {
      Pointer data = component.getPointer(DATA_AT);
      int precision = component.getInt(PRECISION_AT);
      boolean steps = component.getInt(0) > 0 && component.getInt(4) > 0;
      boolean hasArea = component.getInt(8) > 0 && component.getInt(12) > 0;
      boolean known = precision > 0 && precision <= MAX_PRECISION;
      return data != null && steps && hasArea && known
          ? Optional.of(new Plane(component, data, area))
          : Optional.empty();
    }

    /**
     * Reads the samples nearest to row {@code gridY} of the reference grid, every {@code step}
     * columns, scaled to 8 bits.
     */
    void row(long gridY, long firstColumn, int step, int[] into) {
      long y = Math.max(0, Math.min(height - 1L, gridY / stepY - firstY));
      if (y != held) {
        data.read(y * width * Integer.BYTES, samples, 0, width);
        held = y;
      }
      for (int x = 0; x < into.length; x++) {
        long column = (firstColumn + x) * step / stepX - firstX;
        into[x] = toByte(samples[(int) Math.max(0, Math.min(width - 1L, column))]);
      }
    }

    private int toByte(int sample) {
      long value = (long) sample + offset;
      long scaled =
          precision >= 8 ? value >> (precision - 8) : value * 255 / ((1 << precision) - 1);
      return (int) Math.max(0, Math.min(255, scaled));
    }
  }
}
