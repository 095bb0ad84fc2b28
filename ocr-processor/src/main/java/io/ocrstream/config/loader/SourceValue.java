/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.config.loader;

/**
 * Holds a value as one source gives it.
 *
 * @param text the unchanged text
 * @param source the source
 * @param name the key as the source spells it
 */
record SourceValue(String text, Source source, String name) {
  /** Lists the sources of values, lowest precedence first. */
  enum Source {
    DEFAULT("default"),
    FILE("file"),
    ENVIRONMENT("environment"),
    OVERRIDE("override");

    private final String label;

    Source(String label) {
      this.label = label;
    }

    /** Returns the name for messages. */
    String label() {
      return label;
    }
  }
}
