/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Word;
import java.util.List;
import java.util.Optional;

/** The words of a page, and how far apart the boxes of two words are. */
final class PageWords {
  private PageWords() {}

  /** Returns the words of a page that was read with words. */
  static List<Word> of(Page page) {
    return Optional.ofNullable(page.words()).orElseThrow();
  }

  /** Returns the largest distance in pixels between equal edges of two boxes. */
  static double apart(Word one, Word other) {
    double sides = Math.abs(one.x() - other.x());
    sides = Math.max(sides, Math.abs(one.y() - other.y()));
    sides = Math.max(sides, Math.abs(one.x() + one.width() - other.x() - other.width()));
    return Math.max(sides, Math.abs(one.y() + one.height() - other.y() - other.height()));
  }
}
