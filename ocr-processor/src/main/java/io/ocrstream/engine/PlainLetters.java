/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import java.text.Normalizer;

/** Letters without their accents. */
public final class PlainLetters {
  private PlainLetters() {}

  /** Returns {@code text} without accents and other marks. */
  public static String of(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
  }
}
