/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.image;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.engine.Attempt;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The facts of a JPEG 2000 file that bound what decoding it takes. Boxes are walked as OpenJPEG
 * walks them, up to the code stream, whose own size counts: a hostile file may state another one in
 * a box before it.
 *
 * <p><b>Bounds:</b> the first {@link #HEAD_BYTES} of a file; a code stream that begins later is not
 * found. <b>Fails:</b> with a problem as its value.
 *
 * @param width pixels, of the finest component's grid or more
 * @param height pixels, likewise
 * @param across dots per inch; 0 where the file states none
 * @param down dots per inch; 0 where the file states none
 */
public record Jpeg2000Header(long width, long height, int across, int down) {
  /** Bytes of a file's beginning in which the code stream must begin. */
  public static final int HEAD_BYTES = 1 << 20;

  /** Most components that are decoded: four inks and an alpha. */
  static final int MAX_COMPONENTS = 5;

  /** Marker of a code stream's start, followed by the marker of its size. */
  static final int CODE_STREAM = 0xFF4FFF51;

  private static final int SIZE_BYTES = 42;
  private static final int BOX_BYTES = 8;
  private static final int LONG_BOX_BYTES = 16;
  private static final int RESOLUTION_BYTES = 10;
  private static final double INCHES_PER_METRE = 11_811.0 / 300;
  private static final double MOST_DOTS_PER_INCH = 100_000;

  /** Reads the header of a file that begins with {@code head}. */
  public static Attempt<Jpeg2000Header> of(byte[] head) {
    return new Walk(ByteBuffer.wrap(head).order(ByteOrder.BIG_ENDIAN)).header();
  }

  private static <T> Attempt<T> unsupported() {
    return Attempt.failed(
        FailureCode.UNSUPPORTED_TYPE,
        "The JPEG 2000 image has more than %d components.".formatted(MAX_COMPONENTS));
  }

  /** The way through the boxes. */
  private static final class Walk {
    private final ByteBuffer head;
    private int across;
    private int down;
    private int paletteColumns;

    Walk(ByteBuffer head) {
      this.head = head;
    }

    Attempt<Jpeg2000Header> header() {
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
        // Boxes within boxes follow each other without gaps.
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

    /* A fraction of two numbers of 2 bytes, times a power of ten, in pixels a metre. */
    private int dotsPerInch(int fraction, int exponent) {
      double numerator = head.getShort(fraction) & 0xFFFF;
      double denominator = head.getShort(fraction + 2) & 0xFFFF;
      double perInch = numerator / denominator * Math.pow(10, head.get(exponent));
      perInch /= INCHES_PER_METRE;
      return perInch <= MOST_DOTS_PER_INCH ? (int) (perInch + 0.5) : 0;
    }

    private Attempt<Jpeg2000Header> size(int at) {
      long width = unsigned(at + 8) - unsigned(at + 16);
      long height = unsigned(at + 12) - unsigned(at + 20);
      int components = head.getShort(at + 40) & 0xFFFF;
      return Math.max(components, paletteColumns) > MAX_COMPONENTS
          ? unsupported()
          : Attempt.done(new Jpeg2000Header(width, height, across, down));
    }

    private long unsigned(int at) {
      return head.getInt(at) & 0xFFFF_FFFFL;
    }
  }
}
