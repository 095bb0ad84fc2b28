/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/** Supported file types, recognised by their first bytes and never by file name. */
public enum FileType {
  PNG,
  JPEG,
  TIFF,
  GIF,
  BMP,
  WEBP,
  JPEG_2000,
  PNM,
  PDF;

  /** Number of leading bytes that {@link #of} needs. The header of a PDF may start this late. */
  public static final int HEAD_BYTES = 1024;

  private static final int BRAND_AT = 8;
  private static final int BRAND_BYTES = 4;

  /** Major brands of HEIC (HEVC), of AVIF (AV1), and of the container without either. */
  private static final Set<String> HEIF_BRANDS =
      Set.of("heic", "heix", "heim", "heis", "hevc", "hevx", "avif", "avis", "mif1", "msf1");

  private static final String PDF_MARK = "%PDF-";

  /** Returns the type of a file that starts with {@code head}; empty if it is not supported. */
  public static Optional<FileType> of(byte[] head) {
    if (begins(head, 0, 0x89, 'P', 'N', 'G')) {
      return Optional.of(PNG);
    } else if (begins(head, 0, 0xFF, 0xD8, 0xFF)) {
      return Optional.of(JPEG);
    } else if (isTiff(head)) {
      return Optional.of(TIFF);
    } else if (begins(head, 0, 'G', 'I', 'F', '8')) {
      return Optional.of(GIF);
    } else if (begins(head, 0, 'R', 'I', 'F', 'F') && begins(head, 8, 'W', 'E', 'B', 'P')) {
      return Optional.of(WEBP);
    } else if (begins(head, 4, 'j', 'P', ' ', ' ') || begins(head, 0, 0xFF, 0x4F, 0xFF, 0x51)) {
      return Optional.of(JPEG_2000);
    } else if (isPdf(head)) {
      return Optional.of(PDF);
    } else if (begins(head, 0, 'B', 'M')) {
      return Optional.of(BMP);
    }
    return isPnm(head) ? Optional.of(PNM) : Optional.empty();
  }

  /**
   * Returns whether a file that starts with {@code head} is a photo of the HEIF family: HEIC, as
   * phones write it, or AVIF.
   */
  public static boolean isHeif(byte[] head) {
    return begins(head, 4, 'f', 't', 'y', 'p')
        && head.length >= BRAND_AT + BRAND_BYTES
        && HEIF_BRANDS.contains(
            new String(head, BRAND_AT, BRAND_BYTES, StandardCharsets.ISO_8859_1));
  }

  private static boolean isTiff(byte[] head) {
    return begins(head, 0, 'I', 'I', 42, 0)
        || begins(head, 0, 'M', 'M', 0, 42)
        || begins(head, 0, 'I', 'I', 43, 0)
        || begins(head, 0, 'M', 'M', 0, 43);
  }

  private static boolean isPnm(byte[] head) {
    return head.length > 3
        && head[0] == 'P'
        && head[1] >= '1'
        && head[1] <= '7'
        && Character.isWhitespace(head[2]);
  }

  private static boolean isPdf(byte[] head) {
    return new String(head, StandardCharsets.ISO_8859_1).contains(PDF_MARK);
  }

  private static boolean begins(byte[] head, int at, int... bytes) {
    if (head.length < at + bytes.length) {
      return false;
    }
    for (int i = 0; i < bytes.length; i++) {
      if ((head[at + i] & 0xFF) != bytes[i]) {
        return false;
      }
    }
    return true;
  }
}
