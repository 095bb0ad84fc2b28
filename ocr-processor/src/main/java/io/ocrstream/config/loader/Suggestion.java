/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.config.loader;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that a mistyped name probably stands for. */
final class Suggestion {
  /** Length of the longest name that is compared, in characters; the work grows with the length. */
  static final int MAX_LENGTH = 200;

  /** Number of characters per accepted typing error; two errors are accepted in any name. */
  private static final int CHARACTERS_PER_SLIP = 5;

  private Suggestion() {}

  /**
   * Returns the name of {@code names} that is nearest to {@code wrong}. Without a near name,
   * returns the only one that ends in the same word, such as a key of another group.
   */
  static Optional<String> of(String wrong, Collection<String> names) {
    if (wrong.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    int slips = Math.max(2, wrong.length() / CHARACTERS_PER_SLIP);
    return names.stream()
        .filter(name -> distance(wrong, name) <= slips)
        .min(Comparator.comparingInt((String name) -> distance(wrong, name)))
        .or(() -> sameEnding(wrong, names));
  }

  private static Optional<String> sameEnding(String wrong, Collection<String> names) {
    String ending = ending(wrong);
    List<String> found = names.stream().filter(name -> ending(name).equals(ending)).toList();
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }

  /** Returns the last word of a key, whatever separates its words. */
  private static String ending(String name) {
    return name.substring(name.lastIndexOf('.') + 1)
        .replaceAll("[-_]", "")
        .toLowerCase(Locale.ROOT);
  }

  /** Returns the Levenshtein distance, ignoring case. */
  static int distance(String left, String right) {
    String a = left.toLowerCase(Locale.ROOT);
    String b = right.toLowerCase(Locale.ROOT);
    int[] above = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
      }
      above = row;
    }
    return above[b.length()];
  }
}
