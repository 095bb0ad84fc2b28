/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.output;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Formats confidences as percentages. */
final class Percent {
  private static final int DIGITS = 2;

  private Percent() {}

  /** Returns 0 to 100 with at most two decimals and without trailing zeros. */
  static String exact(double confidence) {
    BigDecimal percent = BigDecimal.valueOf(confidence).movePointRight(2);
    return percent.setScale(DIGITS, RoundingMode.HALF_UP).stripTrailingZeros().toPlainString();
  }

  /** Returns 0 to 100, rounded. */
  static long whole(double confidence) {
    return Math.round(confidence * 100);
  }
}
