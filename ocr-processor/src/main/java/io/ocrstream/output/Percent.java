/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.output;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Confidences as the formats write them. */
final class Percent {
  private static final int DIGITS = 2;

  private Percent() {}

  /** 0 to 100, to two digits behind the point and without trailing zeros. */
  static String exact(double confidence) {
    BigDecimal percent = BigDecimal.valueOf(confidence).movePointRight(2);
    return percent.setScale(DIGITS, RoundingMode.HALF_UP).stripTrailingZeros().toPlainString();
  }

  /** 0 to 100, whole. */
  static long whole(double confidence) {
    return Math.round(confidence * 100);
  }
}
