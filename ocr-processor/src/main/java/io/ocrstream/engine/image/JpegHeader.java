/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.image;

import io.ocrstream.engine.Resolution;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The header of a JPEG file, up to its first frame.
 *
 * @param width pixels, as stored
 * @param height pixels, as stored
 * @param components 1 for gray, 3 for colour, 4 for CMYK
 * @param isBaseline whether every reader can decode it: sequential, 8 bits, gray or three colours
 * @param isDecodable whether any reader here can decode it: 8 bits, and not lossless
 * @param isAdobe whether the file has Adobe's APP14 marker
 * @param resolution resolution of the image as stored
 */
public record JpegHeader(
    int width,
    int height,
    int components,
    boolean isBaseline,
    boolean isDecodable,
    boolean isAdobe,
    Resolution resolution) {
  private static final int CMYK_COMPONENTS = 4;
  private static final int APPLICATION_14 = 0xEE;
  private static final int START_OF_IMAGE = 0xFFD8;
  private static final int APPLICATION_0 = 0xE0;
  private static final int START_OF_SCAN = 0xDA;
  private static final int END_OF_IMAGE = 0xD9;
  private static final int BASELINE = 0xC0;
  private static final int EXTENDED = 0xC1;
  private static final int LAST_FRAME = 0xCF;
  private static final int LOSSLESS = 0xC3;
  private static final int JPEG_LS = 0xF7;
  private static final int BITS = 8;
  private static final double CENTIMETRES_PER_INCH = 2.54;

  /** Returns whether the samples are CMYK that is not inverted, as Adobe's is. */
  boolean isPlainCmyk() {
    return components == CMYK_COMPONENTS && !isAdobe;
  }

  /** Reads the header of {@code file}; empty if no frame is found. */
  public static Optional<JpegHeader> of(Path file) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      return in.readUnsignedShort() == START_OF_IMAGE ? walk(in) : Optional.empty();
    } catch (EOFException e) {
      return Optional.empty();
    }
  }

  /** Returns whether a JPEG has an end, that is, whether it is not truncated. */
  public static boolean hasEnd(InputStream jpeg) throws IOException {
    DataInputStream in = new DataInputStream(new BufferedInputStream(jpeg));
    try {
      in.readUnsignedShort();
      for (int marker = marker(in); marker != START_OF_SCAN; marker = marker(in)) {
        in.skipNBytes(Math.max(0, in.readUnsignedShort() - 2));
      }
      // In the samples, FF is followed by 0 or a restart marker.
      for (int last = 0, next = in.read(); ; last = next, next = in.read()) {
        if (next < 0 || (last == 0xFF && next == END_OF_IMAGE)) {
          return next >= 0;
        }
      }
    } catch (EOFException e) {
      return false;
    }
  }

  private static Optional<JpegHeader> walk(DataInputStream in) throws IOException {
    Resolution resolution = Resolution.of(0, 0);
    boolean adobe = false;
    for (int marker = marker(in); marker != START_OF_SCAN; marker = marker(in)) {
      int length = in.readUnsignedShort() - 2;
      if (length < 0) {
        return Optional.empty();
      }
      if (isFrame(marker)) {
        return frame(marker, in, adobe, resolution);
      }
      byte[] segment = in.readNBytes(length);
      if (marker == APPLICATION_0 && isJfif(segment)) {
        resolution = resolution(segment);
      }
      adobe |= marker == APPLICATION_14;
    }
    return Optional.empty();
  }

  /** Returns the second byte of the next marker. */
  private static int marker(InputStream in) throws IOException {
    int first = in.read();
    int second = in.read();
    while (second == 0xFF) {
      second = in.read();
    }
    if (first != 0xFF || second < 0) {
      throw new EOFException("no JPEG marker");
    }
    return second;
  }

  /* C4, C8 and CC are not frames (DHT, JPG, DAC). */
  private static boolean isFrame(int marker) {
    return marker == BASELINE
        || marker == JPEG_LS
        || (marker > BASELINE && marker <= LAST_FRAME && marker % 4 != 0);
  }

  private static Optional<JpegHeader> frame(
      int marker, DataInputStream in, boolean adobe, Resolution resolution) throws IOException {
    int bits = in.readUnsignedByte();
    int height = in.readUnsignedShort();
    int width = in.readUnsignedShort();
    int components = in.readUnsignedByte();
    boolean isBaseline =
        (marker == BASELINE || marker == EXTENDED)
            && bits == BITS
            && (components == 1 || components == 3);
    // The last two bits of a frame's marker are its process; 3 is lossless.
    boolean isDecodable = bits == BITS && (marker & 3) != (LOSSLESS & 3);
    return height == 0 || width == 0
        ? Optional.empty()
        : Optional.of(
            new JpegHeader(width, height, components, isBaseline, isDecodable, adobe, resolution));
  }

  private static boolean isJfif(byte[] segment) {
    return segment.length >= 12 && segment[0] == 'J' && segment[1] == 'F' && segment[2] == 'I';
  }

  /* After name and version: the unit, 1 for inch or 2 for centimetre, and the two densities. */
  private static Resolution resolution(byte[] jfif) {
    double perInch = jfif[7] == 1 ? 1 : jfif[7] == 2 ? CENTIMETRES_PER_INCH : 0;
    return Resolution.of(perInch * number(jfif, 8), perInch * number(jfif, 10));
  }

  private static int number(byte[] segment, int at) {
    return ((segment[at] & 0xFF) << 8) | (segment[at + 1] & 0xFF);
  }
}
