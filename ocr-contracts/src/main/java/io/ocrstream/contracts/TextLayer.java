/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

/**
 * Lists the uses of the text that a document contains itself. A page whose own text is used has
 * this as its source. Its words and the page have confidence 1, because nothing was recognised; a
 * page without words has no confidence.
 */
public enum TextLayer implements Json.Named {
  /**
   * Uses a page's own text if it is sound. The engine reads the page if the text is missing,
   * garbled, hidden under an image (an earlier OCR of unknown quality) or next to an image that is
   * larger than the text.
   */
  AUTO,
  /**
   * Uses only the document's own text, including hidden text of any quality; no engine reads a
   * page. A page without text is empty. A file of a type without text, such as an image, is
   * rejected with {@link FailureCode#UNSUPPORTED_OPTION}.
   */
  FORCE,
  /** Ignores the document's own text; the engine reads every page. */
  NEVER;
}
