/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache;

import org.jspecify.annotations.Nullable;

/**
 * An entry of the earlier Python service.
 *
 * @param text the document's text
 * @param confidence 0 to 1; null if the service had none, which Python writes as NaN
 * @param processTime seconds of reading
 * @param wordCount number of words
 * @param timestamp time of the reading, in epoch seconds
 */
public record LegacyEntry(
    String text, @Nullable Double confidence, double processTime, int wordCount, double timestamp) {
  /** Returns only the length of the text, because the string may be logged. */
  @Override
  public String toString() {
    return "LegacyEntry[" + text.length() + " characters]";
  }
}
