/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.pdf;

import java.text.Bidi;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Turns characters from the order in which they stand on a line, from left to right, to the order
 * in which they are read.
 *
 * <p><b>Threading:</b> any.
 */
final class VisualOrder {
  /** Characters that are drawn mirrored where text runs from right to left. */
  private static final Map<String, String> MIRRORED =
      Map.of(
          "(", ")", ")", "(", "[", "]", "]", "[", "{", "}", "}", "{", "<", ">", ">", "<", "«", "»",
          "»", "«");

  private VisualOrder() {}

  /** A character of a line; a piece of text that is drawn as one stays as it is. */
  interface Item {
    /** What it says. */
    String text();

    /** The same, saying {@code text}. */
    Item withText(String text);
  }

  /** Whether some of {@code text} is written from right to left. */
  static boolean isLeftwards(String text) {
    return text.codePoints().anyMatch(VisualOrder::isLeftwards);
  }

  private static boolean isLeftwards(int c) {
    byte direction = Character.getDirectionality(c);
    return direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
        || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
  }

  /** More than 0 where letters that are written from right to left prevail in {@code text}. */
  static int lean(String text) {
    int lean = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      lean += isLeftwards(c) ? 1 : Character.isLetter(c) ? -1 : 0;
    }
    return lean;
  }

  /**
   * Returns the items of a line as they are read.
   *
   * @param visual from left to right
   * @param leftwards whether the line as a whole is read from right to left
   */
  static List<Item> logical(List<? extends Item> visual, boolean leftwards) {
    List<Item> items = new ArrayList<>(visual);
    if (leftwards) {
      Collections.reverse(items);
    }
    StringBuilder text = new StringBuilder();
    int[] starts = new int[items.size()];
    for (int i = 0; i < starts.length; i++) {
      starts[i] = text.length();
      text.append(items.get(i).text());
    }
    Bidi levels =
        new Bidi(
            text.toString(),
            leftwards ? Bidi.DIRECTION_RIGHT_TO_LEFT : Bidi.DIRECTION_LEFT_TO_RIGHT);
    int against = leftwards ? 0 : 1;
    for (int from = 0; from < starts.length; ) {
      int parity = levels.getLevelAt(starts[from]) & 1;
      int to = from + 1;
      while (to < starts.length && (levels.getLevelAt(starts[to]) & 1) == parity) {
        to++;
      }
      List<Item> same = items.subList(from, to);
      if (parity == 1) {
        same.replaceAll(VisualOrder::mirrored);
      }
      if (parity == against) {
        Collections.reverse(same);
      }
      from = to;
    }
    return items;
  }

  private static Item mirrored(Item item) {
    String other = MIRRORED.get(item.text());
    return other == null ? item : item.withText(other);
  }
}
