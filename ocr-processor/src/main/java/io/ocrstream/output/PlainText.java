/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.output;

/** Cleans text for table cells and XML 1.0. */
final class PlainText {
  /** Replaces characters that are not allowed. */
  private static final int REPLACEMENT = 0xFFFD;

  private PlainText() {}

  /**
   * Returns {@code text} with a space for every tab, line end and other control character, and
   * U+FFFD for every character that XML 1.0 does not allow: lone surrogates, U+FFFE and U+FFFF.
   */
  static String of(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    text.codePoints().map(PlainText::plain).forEach(plain::appendCodePoint);
    return plain.toString();
  }

  private static int plain(int codePoint) {
    if (Character.isISOControl(codePoint) || codePoint == 0x2028 || codePoint == 0x2029) {
      return ' ';
    }
    boolean broken =
        (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE)
            || codePoint == 0xFFFE
            || codePoint == 0xFFFF;
    return broken ? REPLACEMENT : codePoint;
  }
}
