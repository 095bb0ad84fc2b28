/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.Optional;

/** The spellings of an object's key: in notifications, and in the path of an {@code s3:} URI. */
final class ObjectKey {
  /** Most bytes of a key, as S3 has it. */
  static final int MAX_BYTES = 1_024;

  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

  private ObjectKey() {}

  /**
   * Undoes the encoding of S3's and MinIO's notifications, {@code
   * application/x-www-form-urlencoded}: a plus is a space. AWS leaves slashes as they are, MinIO
   * writes them as {@code %2F}; both come out the same. Empty if a percent sign is not followed by
   * two hex digits, or the bytes are not UTF-8.
   */
  static Optional<String> decodeForm(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    byte[] encoded = text.getBytes(UTF_8);
    for (int i = 0; i < encoded.length; i++) {
      if (encoded[i] != '%') {
        bytes.write(encoded[i] == '+' ? ' ' : encoded[i]);
      } else if (i + 2 < encoded.length
          && HexFormat.isHexDigit(encoded[i + 1])
          && HexFormat.isHexDigit(encoded[i + 2])) {
        bytes.write(
            HexFormat.fromHexDigit(encoded[++i]) << 4 | HexFormat.fromHexDigit(encoded[++i]));
      } else {
        return Optional.empty();
      }
    }
    return JsonReader.decode(bytes.toByteArray());
  }

  /** Percent-encodes all but unreserved characters (RFC 3986) and slashes. */
  static String encodePath(String key) {
    return encode(key, UNRESERVED + "/");
  }

  /** Percent-encodes all but unreserved characters (RFC 3986). */
  static String encodeQuery(String value) {
    return encode(value, UNRESERVED);
  }

  private static String encode(String text, String kept) {
    StringBuilder encoded = new StringBuilder(text.length() + 16);
    for (byte b : text.getBytes(UTF_8)) {
      if (b > 0 && kept.indexOf(b) >= 0) {
        encoded.append((char) b);
      } else {
        encoded.append('%').append(HEX.toHexDigits(b));
      }
    }
    return encoded.toString();
  }
}
