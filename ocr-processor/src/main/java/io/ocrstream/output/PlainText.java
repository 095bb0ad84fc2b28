/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.output;

/** Text as it can stand in a table's cell and in XML 1.0, whatever a document said. */
final class PlainText {
  /** Stands where a character can not. */
  private static final int REPLACEMENT = 0xFFFD;

  private PlainText() {}

  /**
   * {@code text} with a space for every tab, line end or other control character, and U+FFFD for
   * everything that is no character of XML 1.0: half a surrogate pair, U+FFFE and U+FFFF.
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
