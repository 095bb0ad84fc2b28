/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.config;

/**
 * A value as some source gives it.
 *
 * @param text unchanged
 * @param source which one
 * @param name how the source spells the key
 */
record Given(String text, Source source, String name) {
  /** Where values come from, lowest first. */
  enum Source {
    DEFAULT("default"),
    FILE("file"),
    ENVIRONMENT("environment"),
    OVERRIDE("override");

    private final String label;

    Source(String label) {
      this.label = label;
    }

    /** As people read it. */
    String label() {
      return label;
    }
  }
}
