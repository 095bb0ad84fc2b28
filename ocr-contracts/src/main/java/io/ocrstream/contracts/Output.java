/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an answer holds beyond its figures. The closed list of the event's {@code outputs}. */
public enum Output {
  /** Text and confidence of the document and of each page. Always there. */
  TEXT,
  /** Also each word with its box and confidence. */
  WORDS,
  /** Also each line with its box. */
  LINES,
  /** Also each block of lines with its box. */
  BLOCKS,
  /** A file of tab-separated values, one row a word, in Tesseract's columns. */
  TSV("text/tab-separated-values"),
  /** A file of hOCR: HTML with the boxes in its attributes. */
  HOCR("text/html"),
  /** A file of ALTO 4, the Library of Congress' XML of layout and text. */
  ALTO("application/xml"),
  /** A PDF that looks as the document does and whose text can be selected. */
  PDF("application/pdf");

  private final @Nullable String mediaType;

  Output() {
    this(null);
  }

  Output(@Nullable String mediaType) {
    this.mediaType = mediaType;
  }

  /** Whether it is a file of its own. */
  public boolean isFile() {
    return mediaType != null;
  }

  /**
   * Its media type.
   *
   * @throws IllegalStateException if it is no file
   */
  public String mediaType() {
    if (mediaType == null) {
      throw new IllegalStateException("no file: " + jsonName());
    }
    return mediaType;
  }

  /** Reads the JSON name; empty for anything else. */
  public static Optional<Output> parse(String name) {
    return Arrays.stream(values()).filter(o -> o.jsonName().equals(name)).findFirst();
  }

  @JsonCreator
  static Output fromJson(String name) {
    return parse(name).orElseThrow(() -> new IllegalArgumentException("unknown output"));
  }

  /** Lower case, as in events and payloads. */
  @JsonValue
  public String jsonName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
