/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.Optional;

/** Converts object keys between notifications and the path of an {@code s3:} URI. */
final class ObjectKey {
  /** Maximum bytes of a key in S3. */
  static final int MAX_BYTES = 1_024;

  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

  private ObjectKey() {}

  /**
   * Decodes a key of an S3 or MinIO notification, encoded as {@code
   * application/x-www-form-urlencoded}: a plus is a space. AWS keeps slashes, MinIO writes {@code
   * %2F}; both decode to the same key. Empty if a percent sign is not followed by two hex digits,
   * or the bytes are not UTF-8.
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

  /** Percent-encodes all characters except slashes and unreserved ones (RFC 3986). */
  static String encodePath(String key) {
    return encode(key, UNRESERVED + "/");
  }

  /** Percent-encodes all characters except unreserved ones (RFC 3986). */
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
