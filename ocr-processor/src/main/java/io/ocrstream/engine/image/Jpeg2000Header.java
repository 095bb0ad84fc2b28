/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.image;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Problem;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * The header of a JPEG 2000 file (ISO/IEC 15444-1), from which the cost of decoding follows. Boxes
 * are walked as OpenJPEG does, up to the code stream. The size is taken from the code stream,
 * because a hostile file may state another one in a box before it.
 *
 * <p><b>Bounds:</b> reads the first {@link #HEAD_BYTES} of a file; a code stream that starts later
 * is not found. <b>Fails:</b> with a problem.
 *
 * @param width pixels of the reference grid, at least those of the finest component
 * @param height pixels of the reference grid, at least those of the finest component
 * @param components components once decoded, at most {@link #MAX_COMPONENTS}
 * @param across horizontal resolution in dpi; 0 if the file has none
 * @param down vertical resolution in dpi; 0 if the file has none
 */
public record Jpeg2000Header(long width, long height, int components, int across, int down) {
  /** Number of leading bytes within which the code stream must start. */
  public static final int HEAD_BYTES = 1 << 20;

  /** Maximum number of components: CMYK and alpha. */
  static final int MAX_COMPONENTS = 5;

  /** The SOC marker, which starts a code stream, and the SIZ marker after it. */
  static final int CODE_STREAM = 0xFF4FFF51;

  private static final int SIZE_BYTES = 42;
  private static final int BOX_BYTES = 8;
  private static final int LONG_BOX_BYTES = 16;
  private static final int RESOLUTION_BYTES = 10;
  private static final double INCHES_PER_METRE = 11_811.0 / 300;
  private static final double MAX_DOTS_PER_INCH = 100_000;

  /** Reads the header of a file that starts with {@code head}. */
  public static Outcome<Jpeg2000Header> of(byte[] head) {
    return new Walk(ByteBuffer.wrap(head).order(ByteOrder.BIG_ENDIAN)).header();
  }

  /** Returns the bytes that OpenJPEG unpacks a pixel to: a word for each component. */
  long pixelBytes() {
    return (long) components * Integer.BYTES;
  }

  /** Returns why the image is rejected; empty if it is within the limits. */
  public Optional<Problem> check(PixelLimits limits) {
    return limits.check(width, height, pixelBytes());
  }

  private static <T> Outcome<T> unsupported() {
    return Outcome.failed(
        FailureCode.UNSUPPORTED_TYPE,
        "The JPEG 2000 image has more than %d components".formatted(MAX_COMPONENTS));
  }

  /** A walk through the boxes. */
  private static final class Walk {
    private final ByteBuffer head;
    private int across;
    private int down;
    private int paletteColumns;

    Walk(ByteBuffer head) {
      this.head = head;
    }

    Outcome<Jpeg2000Header> header() {
      long at = 0;
      while (at + BOX_BYTES <= head.limit() && head.getInt((int) at) != CODE_STREAM) {
        long length = head.getInt((int) at) & 0xFFFF_FFFFL;
        int body = BOX_BYTES;
        if (length == 1 && at + LONG_BOX_BYTES <= head.limit()) {
          length = head.getLong((int) at + BOX_BYTES);
          body = LONG_BOX_BYTES;
        }
        String type = type((int) at + 4);
        note(type, (int) at + body);
        // The content of a superbox follows its header directly.
        boolean enter = type.equals("jp2h") || type.equals("res ") || type.equals("jp2c");
        if (!enter && (length < body || length > head.limit())) {
          return ImageHeaders.damaged();
        }
        at += enter ? body : length;
      }
      return at + SIZE_BYTES <= head.limit() ? size((int) at) : ImageHeaders.damaged();
    }

    private String type(int at) {
      byte[] type = new byte[4];
      head.get(at, type);
      return new String(type, java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    private void note(String type, int body) {
      if (type.equals("pclr") && body + 3 <= head.limit()) {
        paletteColumns = Math.max(paletteColumns, head.get(body + 2) & 0xFF);
      } else if (type.equals("resc") && body + RESOLUTION_BYTES <= head.limit()) {
        down = dotsPerInch(body, body + 8);
        across = dotsPerInch(body + 4, body + 9);
      }
    }

    /* A fraction of two 16-bit numbers times a power of ten, in pixels per metre. */
    private int dotsPerInch(int fraction, int exponent) {
      double numerator = head.getShort(fraction) & 0xFFFF;
      double denominator = head.getShort(fraction + 2) & 0xFFFF;
      double perInch = numerator / denominator * Math.pow(10, head.get(exponent));
      perInch /= INCHES_PER_METRE;
      return perInch <= MAX_DOTS_PER_INCH ? (int) (perInch + 0.5) : 0;
    }

    private Outcome<Jpeg2000Header> size(int at) {
      long width = unsigned(at + 8) - unsigned(at + 16);
      long height = unsigned(at + 12) - unsigned(at + 20);
      int components = Math.max(paletteColumns, head.getShort(at + 40) & 0xFFFF);
      return components > MAX_COMPONENTS
          ? unsupported()
          : Outcome.of(new Jpeg2000Header(width, height, components, across, down));
    }

    private long unsigned(int at) {
      return head.getInt(at) & 0xFFFF_FFFFL;
    }
  }
}
