/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.pdf;

import io.ocrstream.engine.pdf.PageGlyphs.Letter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Holds letters that only clip what is painted after them, such as those of a heading with a
 * gradient. A reader sees them if something is painted through them.
 *
 * <p><b>Threading:</b> one thread, one page. <b>Bounds:</b> the page's characters.
 */
final class ClippingLetters {
  /** A list for each saved graphics state, and one for the current state. */
  private final Deque<List<Letter>> states = new ArrayDeque<>();

  ClippingLetters() {
    save();
  }

  void add(Letter letter) {
    states.element().add(letter);
  }

  /** Saves the clip. */
  void save() {
    states.push(new ArrayList<>());
  }

  /** Restores the last saved clip, and returns the letters through which nothing was painted. */
  List<Letter> restore() {
    List<Letter> unseen = states.pop();
    if (states.isEmpty()) {
      save();
    }
    return unseen;
  }

  /** Returns the letters through which something is painted now, each once. */
  List<Letter> painted() {
    List<Letter> seen = new ArrayList<>();
    states.descendingIterator().forEachRemaining(seen::addAll);
    states.forEach(List::clear);
    return seen;
  }
}
