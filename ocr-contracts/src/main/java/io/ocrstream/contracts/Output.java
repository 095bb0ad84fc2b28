/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import org.jspecify.annotations.Nullable;

/**
 * Lists what an answer may contain besides its figures: the closed list of the event's {@code
 * outputs}.
 */
public enum Output implements Json.Named {
  /** Text and confidence of the document and of each page; always included. */
  TEXT,
  /** Each word with its box and confidence. */
  WORDS,
  /** Each line with its box. */
  LINES,
  /** Each block of lines with its box. */
  BLOCKS,
  /** A file of tab-separated values, one row per word, in Tesseract's columns. */
  TSV("text/tab-separated-values"),
  /** An hOCR file: HTML with boxes in attributes. */
  HOCR("text/html"),
  /** An ALTO 4 file, the Library of Congress's XML format for layout and text. */
  ALTO("application/xml"),
  /** A PDF that looks like the document and has selectable text. */
  PDF("application/pdf");

  private final @Nullable String mediaType;

  Output() {
    this(null);
  }

  Output(@Nullable String mediaType) {
    this.mediaType = mediaType;
  }

  /** Returns whether the output is a file. */
  public boolean isFile() {
    return mediaType != null;
  }

  /**
   * Returns the media type.
   *
   * @throws IllegalStateException if the output is not a file
   */
  public String mediaType() {
    if (mediaType == null) {
      throw new IllegalStateException("not a file: " + jsonName());
    }
    return mediaType;
  }
}
