/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lists what an answer may contain besides its figures: the closed list of the event's {@code
 * outputs}.
 */
public enum Output {
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

  /** Parses the JSON name; empty for other texts. */
  public static Optional<Output> parse(String name) {
    return Arrays.stream(values()).filter(o -> o.jsonName().equals(name)).findFirst();
  }

  @JsonCreator
  static Output fromJson(String name) {
    return parse(name).orElseThrow(() -> new IllegalArgumentException("unknown output"));
  }

  /** Returns the lower-case name, as in events and payloads. */
  @JsonValue
  public String jsonName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
