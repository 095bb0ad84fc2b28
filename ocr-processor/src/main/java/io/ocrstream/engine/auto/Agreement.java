/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.auto;

import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Word;
import io.ocrstream.engine.Confidence;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Compares two readings of a page. */
final class Agreement {
  private Agreement() {}

  /**
   * Returns the agreement of two readings: twice the number of words that they have in common, over
   * the number of words in both, 0 to 1. The order of the words does not count, because engines
   * order columns and cells differently.
   */
  static double of(Page first, Page second) {
    List<Word> ours = words(first);
    List<Word> theirs = words(second);
    if (ours.isEmpty() && theirs.isEmpty()) {
      return 1;
    }
    Map<String, Integer> left = new HashMap<>();
    ours.forEach(word -> left.merge(word.text(), 1, Integer::sum));
    long common =
        theirs.stream().filter(word -> left.merge(word.text(), -1, Integer::sum) >= 0).count();
    double share = 2.0 * common / (ours.size() + theirs.size());
    return Confidence.rounded(share);
  }

  private static List<Word> words(Page page) {
    return page.words() == null ? List.of() : page.words();
  }
}
