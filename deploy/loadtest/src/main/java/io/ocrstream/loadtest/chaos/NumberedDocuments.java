/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.chaos;

/**
 * Creates documents with known texts, by number.
 *
 * <p><b>Threading:</b> any.
 */
interface NumberedDocuments {
  /** Returns the largest number. */
  int maxNumber();

  /** Returns the text without the final line feed. */
  String text(int number);

  /** Returns the bytes of the document. */
  byte[] document(int number);

  /** Returns unique bytes that start like the document and are damaged. */
  byte[] damaged(int number);
}
