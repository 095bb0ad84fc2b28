/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Compares recognised text with the true text. White space is normalised. Case, accents and
 * punctuation count, except that case is ignored if the true text has no lower-case letters.
 *
 * @param errorRate character error rate (CER): insertions, deletions and substitutions, divided by
 *     the number of true characters
 * @param wordsFound F1 score of the words in any order, for tables, whose reading order is
 *     ambiguous
 */
public record TextScore(double errorRate, double wordsFound) {
  /** Compares {@code read} with {@code truth}. */
  public static TextScore of(String read, String truth) {
    String there = normal(truth);
    String got = normal(read);
    String upper = there.toUpperCase(Locale.ROOT);
    if (there.equals(upper) && !there.equals(there.toLowerCase(Locale.ROOT))) {
      got = got.toUpperCase(Locale.ROOT);
    }
    double errors = distance(got.codePoints().toArray(), there.codePoints().toArray());
    return new TextScore(
        errors / Math.max(1, there.codePointCount(0, there.length())),
        found(words(got), words(there)));
  }

  public static String normal(String text) {
    return Normalizer.normalize(text.replace("\uFEFF", ""), Normalizer.Form.NFC)
        .replaceAll("(?U)\\s+", " ")
        .strip();
  }

  private static int distance(int[] read, int[] truth) {
    int[] row = new int[truth.length + 1];
    Arrays.setAll(row, j -> j);
    for (int i = 1; i <= read.length; i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int change = diagonal + (read[i - 1] == truth[j - 1] ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[truth.length];
  }

  private static Map<String, Integer> words(String text) {
    Map<String, Integer> words = new HashMap<>();
    for (String word : text.split(" ", -1)) {
      if (!word.isEmpty()) {
        words.merge(word, 1, Integer::sum);
      }
    }
    return words;
  }

  private static double found(Map<String, Integer> read, Map<String, Integer> truth) {
    int all = sum(read) + sum(truth);
    int both =
        read.entrySet().stream()
            .mapToInt(e -> Math.min(e.getValue(), truth.getOrDefault(e.getKey(), 0)))
            .sum();
    return all == 0 ? 1 : 2.0 * both / all;
  }

  private static int sum(Map<String, Integer> words) {
    return words.values().stream().mapToInt(Integer::intValue).sum();
  }
}
