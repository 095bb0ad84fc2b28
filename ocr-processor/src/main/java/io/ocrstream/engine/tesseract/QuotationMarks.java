/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.tesseract;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes quotation marks whole of which a half was lost in reading: two single ones side by side are
 * a double one, and a single one that opens what a double one closes was a double one, too. Marks
 * that are in order, apostrophes among them, stay as they are.
 *
 * <p><b>Threading:</b> one thread.
 */
final class QuotationMarks {
  /** Words after which a mark that opened something is no longer expected to be closed. */
  static final int LONGEST_QUOTATION = 40;

  private static final char LEFT = '\u2018';
  private static final char RIGHT = '\u2019';
  private static final char LEFT_DOUBLE = '\u201C';
  private static final char RIGHT_DOUBLE = '\u201D';

  private final List<String> words;

  /** The word and the place in it of a single mark that is open. */
  private int openWord = -1;

  private int openAt;

  /** The word in which a double mark was opened that is not closed yet. */
  private int doubleWord = -LONGEST_QUOTATION - 1;

  private QuotationMarks(List<String> words) {
    this.words = words;
  }

  /** {@code words}, in reading order, with their marks made whole. */
  static List<String> madeWhole(List<String> words) {
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
          // Nothing is quoted or unquoted by it.
        }
      }
    }
  }

  /* What a double mark holds may hold single ones, whose partner may be lost: left alone. */
  private void opened(int word, int at) {
    boolean isInside = word - doubleWord <= LONGEST_QUOTATION;
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
    if (openWord >= 0 && word - openWord <= LONGEST_QUOTATION) {
      StringBuilder corrected = new StringBuilder(words.get(openWord));
      corrected.setCharAt(openAt, LEFT_DOUBLE);
      words.set(openWord, corrected.toString());
    }
    openWord = -1;
    doubleWord = -LONGEST_QUOTATION - 1;
  }
}
