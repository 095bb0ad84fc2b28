/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.auto;

import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Word;
import io.ocrstream.engine.PageLines;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Joins e-mail addresses, addresses of web sites and decimal numbers that were read as two words,
 * as in {@code name@ company.com} and {@code 28987 .00}. Both engines see a space where letters or
 * digits stand a little apart.
 */
final class BrokenWords {
  /** An address that ends where a domain must follow, so nothing can end there. */
  private static final Pattern ADDRESS_START =
      Pattern.compile("(?:[\\w.+-]+@|(?i:https?://|www\\.))(?:[\\w-]+\\.)?");

  private static final Pattern DOMAIN = Pattern.compile("[a-z0-9-]+(?:\\.[a-z0-9-]+)*\\W*");
  private static final Pattern NUMBER = Pattern.compile("[^\\p{L}]*\\d");
  private static final Pattern DECIMALS = Pattern.compile("[.,]\\d+\\W*");

  /** Maximum distance of the parts, in heights of the first. Wider gaps separate columns. */
  private static final double MAX_GAP_HEIGHTS = 0.6;

  private BrokenWords() {}

  /** Returns {@code page} with the parts joined. */
  static Page joined(Page page) {
    List<Word> words = page.words() == null ? List.of() : page.words();
    boolean hasParts = false;
    for (int i = 1; i < words.size() && !hasParts; i++) {
      hasParts = isBroken(words.get(i - 1), words.get(i));
    }
    return hasParts
        ? PageLines.with(page, line -> joined(PageLines.words(words, line), page))
        : page;
  }

  private static List<Word> joined(List<Word> line, Page page) {
    List<Word> joined = new ArrayList<>();
    for (Word word : line) {
      int last = joined.size() - 1;
      if (last >= 0 && isBroken(joined.get(last), word)) {
        joined.set(last, joined(joined.get(last), word).on(page.width(), page.height()));
      } else {
        joined.add(word);
      }
    }
    return joined;
  }

  private static boolean isBroken(Word one, Word next) {
    int gap = next.x() - one.x() - one.width();
    return Math.abs(gap) <= MAX_GAP_HEIGHTS * one.height()
        && (matches(one, ADDRESS_START, next, DOMAIN) || matches(one, NUMBER, next, DECIMALS));
  }

  private static boolean matches(Word one, Pattern ofOne, Word next, Pattern ofNext) {
    return ofOne.matcher(one.text()).matches() && ofNext.matcher(next.text()).matches();
  }

  private static Word joined(Word one, Word next) {
    int top = Math.min(one.y(), next.y());
    int bottom = Math.max(one.y() + one.height(), next.y() + next.height());
    return Word.of(
        one.text() + next.text(),
        one.x(),
        top,
        next.x() + next.width() - one.x(),
        bottom - top,
        Math.min(one.confidence(), next.confidence()));
  }
}
