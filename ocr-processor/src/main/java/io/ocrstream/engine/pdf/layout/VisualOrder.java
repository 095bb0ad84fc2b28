/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.pdf.layout;

import java.text.Bidi;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Converts the characters of a line from visual order (left to right) to reading order, by the
 * Unicode bidirectional algorithm.
 *
 * <p><b>Threading:</b> any.
 */
final class VisualOrder {
  /** Characters that are mirrored in right-to-left text. */
  private static final Map<String, String> MIRRORED =
      Map.of(
          "(", ")", ")", "(", "[", "]", "]", "[", "{", "}", "}", "{", "<", ">", ">", "<", "«", "»",
          "»", "«");

  private VisualOrder() {}

  /** A character of a line, or a piece of text that is drawn as a unit and not reordered. */
  interface Item {
    /** Returns the text. */
    String text();

    /** Returns a copy with another text. */
    Item withText(String text);
  }

  /** Returns whether {@code text} contains right-to-left letters. */
  static boolean isRightToLeft(String text) {
    return text.codePoints().anyMatch(VisualOrder::isRightToLeft);
  }

  private static boolean isRightToLeft(int c) {
    byte direction = Character.getDirectionality(c);
    return direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
        || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
  }

  /**
   * Returns a number above 0 if right-to-left letters prevail in {@code text}, and below 0 if
   * others do.
   */
  static int rightToLeftBias(String text) {
    int bias = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      bias += isRightToLeft(c) ? 1 : Character.isLetter(c) ? -1 : 0;
    }
    return bias;
  }

  /**
   * Returns the items of a line in reading order.
   *
   * @param visual items from left to right
   * @param rightToLeft whether the line as a whole is right-to-left
   */
  static List<Item> logical(List<? extends Item> visual, boolean rightToLeft) {
    List<Item> items = new ArrayList<>(visual);
    if (rightToLeft) {
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
            rightToLeft ? Bidi.DIRECTION_RIGHT_TO_LEFT : Bidi.DIRECTION_LEFT_TO_RIGHT);
    int against = rightToLeft ? 0 : 1;
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
