/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.tesseract;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Repairs a parenthesis that was read as a brace, where the other one of the pair is in the same
 * word. Brackets stay, because an interval may have one of each.
 */
final class Parentheses {
  private static final Pattern MIXED =
      Pattern.compile("([^(){}]*)(?:\\(([^(){}]*)\\}|\\{([^(){}]*)\\))([^(){}]*)");

  private Parentheses() {}

  /** Returns {@code word} with a pair of parentheses in place of one and a brace. */
  static String paired(String word) {
    Matcher mixed = MIXED.matcher(word);
    if (!mixed.matches()) {
      return word;
    }
    String inside = mixed.group(2) == null ? mixed.group(3) : mixed.group(2);
    return mixed.group(1) + "(" + inside + ")" + mixed.group(4);
  }
}
