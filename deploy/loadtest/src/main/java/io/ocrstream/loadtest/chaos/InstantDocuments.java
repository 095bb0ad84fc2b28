/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.chaos;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Optional;

/**
 * Creates documents for {@link InstantEngine}: a first line that says whether the document is
 * damaged, and then its text. Letters spell the number, so that each text is unique.
 *
 * <p><b>Threading:</b> any.
 */
final class InstantDocuments implements NumberedDocuments {
  private static final String GOOD = "instant";
  private static final String DAMAGED = "damaged";
  private static final int LETTERS = 26;

  @Override
  public int maxNumber() {
    return Integer.MAX_VALUE - 1;
  }

  @Override
  public String text(int number) {
    StringBuilder text = new StringBuilder("page ");
    for (int left = number; left > 0; left /= LETTERS) {
      text.append((char) ('a' + left % LETTERS));
    }
    return text.toString();
  }

  @Override
  public byte[] document(int number) {
    return (GOOD + "\n" + text(number)).getBytes(US_ASCII);
  }

  @Override
  public byte[] damaged(int number) {
    return (DAMAGED + "\n" + text(number)).getBytes(US_ASCII);
  }

  /** Returns the text of a document; empty if it is damaged. */
  static Optional<String> read(byte[] document) {
    String[] parts = new String(document, US_ASCII).split("\n", 2);
    return parts.length == 2 && parts[0].equals(GOOD) ? Optional.of(parts[1]) : Optional.empty();
  }
}
