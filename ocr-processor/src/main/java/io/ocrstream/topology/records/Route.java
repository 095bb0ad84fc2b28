/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.records;

import java.util.Locale;

/** The destination of a record that leaves a processor. */
public enum Route {
  /** To {@code ocr.results}. */
  RESULT,
  /** To {@code ocr.failures}. */
  FAILURE,
  /** To {@code ocr.dead-letters}. */
  DEAD_LETTER,
  /** To the flight of the event's location. */
  BY_LOCATION,
  /** To the flight of the event's content. */
  BY_CONTENT,
  /** To {@code ocr.identify} or {@code ocr.recognise}. */
  TASK;

  /** Returns the name of this route in node names. */
  public String nodeName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
