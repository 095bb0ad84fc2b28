/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.image;

import com.drew.imaging.jpeg.JpegProcessingException;
import com.drew.imaging.jpeg.JpegSegmentReader;
import com.drew.imaging.jpeg.JpegSegmentType;
import com.drew.lang.StreamReader;
import io.ocrstream.engine.FileType;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Finds the EXIF data of an image file. Other metadata is skipped without unpacking it, because it
 * may unpack to gigabytes.
 *
 * <p><b>Threading:</b> any. <b>Bounds:</b> {@link #MAX_BYTES} of EXIF; longer data counts as
 * absent.
 */
final class ExifSegment {
  /** Largest EXIF data that is read: the size of a JPEG segment. */
  static final int MAX_BYTES = 1 << 16;

  private static final byte[] PREFIX = {'E', 'x', 'i', 'f', 0, 0};
  private static final int RIFF_HEADER_BYTES = 12;
  private static final int RIFF_EXIF = 0x45584946;

  private ExifSegment() {}

  /**
   * Returns the EXIF data of {@code file}, which is a TIFF structure without pixels; empty if it
   * has none.
   */
  static Optional<byte[]> of(Path file, FileType type) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      return switch (type) {
        case JPEG -> ofJpeg(in);
        case PNG -> ofPng(in);
        case WEBP -> ofRiff(in);
        default -> Optional.empty();
      };
    } catch (EOFException | JpegProcessingException e) {
      // A damaged file has no metadata. Its pixels may still decode.
      return Optional.empty();
    }
  }

  private static Optional<byte[]> ofJpeg(DataInputStream in)
      throws IOException, JpegProcessingException {
    List<JpegSegmentType> wanted = List.of(JpegSegmentType.APP1);
    for (byte[] segment :
        JpegSegmentReader.readSegments(new StreamReader(in), wanted)
            .getSegments(JpegSegmentType.APP1)) {
      if (begins(segment)) {
        return Optional.of(withoutPrefix(segment));
      }
    }
    return Optional.empty();
  }

  private static Optional<byte[]> ofPng(DataInputStream in) throws IOException {
    return PngChunks.find(in, PngChunks.EXIF, MAX_BYTES).map(ExifSegment::withoutPrefix);
  }

  private static Optional<byte[]> ofRiff(DataInputStream in) throws IOException {
    in.skipNBytes(RIFF_HEADER_BYTES);
    while (true) {
      int type = in.readInt();
      long length = Integer.reverseBytes(in.readInt()) & 0xFFFF_FFFFL;
      if (type == RIFF_EXIF) {
        return length > MAX_BYTES
            ? Optional.empty()
            : Optional.of(withoutPrefix(in.readNBytes((int) length)));
      }
      // Chunks start at even offsets.
      in.skipNBytes(length + (length & 1));
    }
  }

  private static boolean begins(byte[] segment) {
    return segment.length >= PREFIX.length
        && Arrays.equals(segment, 0, PREFIX.length, PREFIX, 0, PREFIX.length);
  }

  private static byte[] withoutPrefix(byte[] exif) {
    return begins(exif) ? Arrays.copyOfRange(exif, PREFIX.length, exif.length) : exif;
  }
}
