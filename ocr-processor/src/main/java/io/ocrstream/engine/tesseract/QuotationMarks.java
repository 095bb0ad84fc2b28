/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.tesseract;

import java.util.ArrayList;
import java.util.List;

/**
 * Repairs quotation marks that were half lost in recognition. Two adjacent single marks become a
 * double one. A single opening mark that is closed by a double one becomes a double one too.
 * Balanced marks and apostrophes stay unchanged.
 *
 * <p><b>Threading:</b> one thread.
 */
final class QuotationMarks {
  /** Words after which an opening mark is no longer expected to be closed. */
  static final int MAX_QUOTATION_WORDS = 40;

  private static final char LEFT = '\u2018';
  private static final char RIGHT = '\u2019';
  private static final char LEFT_DOUBLE = '\u201C';
  private static final char RIGHT_DOUBLE = '\u201D';

  private final List<String> words;

  /** Index of the word with an open single mark; -1 for none. */
  private int openWord = -1;

  private int openAt;

  /** Index of the word with the last open double mark. */
  private int doubleWord = -MAX_QUOTATION_WORDS - 1;

  private QuotationMarks(List<String> words) {
    this.words = words;
  }

  /** Returns {@code words}, which are in reading order, with repaired quotation marks. */
  static List<String> repaired(List<String> words) {
    List<String> joined = new ArrayList<>();
    for (String word : words) {
      joined.add(
          word.replace("" + LEFT + LEFT, "" + LEFT_DOUBLE)
              .replace("" + RIGHT + RIGHT, "" + RIGHT_DOUBLE));
    }
    QuotationMarks marks = new QuotationMarks(joined);
    for (int i = 0; i < joined.size(); i++) {
      marks.look(i);
    }
    return joined;
  }

  private void look(int word) {
    String text = words.get(word);
    for (int at = 0; at < text.length(); at++) {
      switch (text.charAt(at)) {
        case LEFT -> opened(word, at);
        case LEFT_DOUBLE -> {
          doubleWord = word;
          openWord = -1;
        }
        case RIGHT -> closedUnlessApostrophe(text, at);
        case RIGHT_DOUBLE -> closedByDouble(word);
        default -> {
          // Other characters do not matter.
        }
      }
    }
  }

  /* Single marks within double ones are left alone, because their partners may be lost. */
  private void opened(int word, int at) {
    boolean isInside = word - doubleWord <= MAX_QUOTATION_WORDS;
    boolean begins = at == 0 || !Character.isLetterOrDigit(words.get(word).charAt(at - 1));
    openWord = begins && !isInside ? word : -1;
    openAt = at;
  }

  private void closedUnlessApostrophe(String text, int at) {
    boolean isApostrophe =
        at + 1 < text.length()
            && Character.isLetterOrDigit(text.charAt(at + 1))
            && at > 0
            && Character.isLetterOrDigit(text.charAt(at - 1));
    if (!isApostrophe) {
      openWord = -1;
    }
  }

  private void closedByDouble(int word) {
    if (openWord >= 0 && word - openWord <= MAX_QUOTATION_WORDS) {
      StringBuilder corrected = new StringBuilder(words.get(openWord));
      corrected.setCharAt(openAt, LEFT_DOUBLE);
      words.set(openWord, corrected.toString());
    }
    openWord = -1;
    doubleWord = -MAX_QUOTATION_WORDS - 1;
  }
}
