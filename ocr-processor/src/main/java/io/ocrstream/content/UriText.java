/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HexFormat;

/**
 * Percent-encoding that preserves each byte. {@link java.net.URI} normalises accented letters when
 * it encodes, and replaces invalid UTF-8 when it decodes. Both would name another object.
 *
 * <p><b>Fails:</b> {@code IllegalArgumentException} for text that is not valid Unicode.
 */
public final class UriText {
  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private UriText() {}

  /** Returns the URI with non-ASCII characters escaped. Existing escapes are kept. */
  public static String ascii(String uri) {
    StringBuilder ascii = new StringBuilder();
    for (byte octet : utf8(uri)) {
      append(ascii, octet, octet >= 0);
    }
    return ascii.toString();
  }

  /** Escapes all characters that are not unreserved. */
  public static String encode(String text) {
    StringBuilder encoded = new StringBuilder();
    for (byte octet : utf8(text)) {
      append(encoded, octet, UNRESERVED.indexOf(octet) >= 0);
    }
    return encoded.toString();
  }

  private static void append(StringBuilder text, byte octet, boolean plain) {
    if (plain) {
      text.append((char) octet);
    } else {
      HEX.toHexDigits(text.append('%'), octet);
    }
  }

  /** Decodes the escapes in a part of a well-formed URI. A plus sign stays a plus sign. */
  public static String decode(String part) {
    byte[] octets = utf8(part);
    ByteArrayOutputStream decoded = new ByteArrayOutputStream(octets.length);
    for (int i = 0; i < octets.length; i++) {
      if (octets[i] == '%') {
        decoded.write(HexFormat.fromHexDigits(part(octets, i + 1)));
        i += 2;
      } else {
        decoded.write(octets[i]);
      }
    }
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(decoded.toByteArray())).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("not UTF-8", e);
    }
  }

  private static String part(byte[] octets, int from) {
    if (from + 2 > octets.length) {
      throw new IllegalArgumentException("an escape is cut off");
    }
    return new String(octets, from, 2, UTF_8);
  }

  private static byte[] utf8(String text) {
    try {
      ByteBuffer buffer = UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      byte[] octets = new byte[buffer.remaining()];
      buffer.get(octets);
      return octets;
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("not Unicode", e);
    }
  }
}
