/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import io.ocrstream.contracts.Word;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Computes with confidences, which are numbers from 0 to 1. */
public final class Confidence {
  private static final double DIGITS = 10_000;

  private Confidence() {}

  /**
   * Returns the mean confidence of {@code words}, rounded to four digits; null if there are none.
   */
  public static @Nullable Double mean(List<Word> words) {
    return words.isEmpty()
        ? null
        : rounded(words.stream().mapToDouble(Word::confidence).average().orElseThrow());
  }

  /** Returns {@code value}, rounded to four digits. */
  public static double rounded(double value) {
    return Math.round(value * DIGITS) / DIGITS;
  }
}
