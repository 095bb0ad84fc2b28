/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import io.ocrstream.contracts.EngineName;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Describes an installed model for people.
 *
 * @param engine engine that uses it
 * @param name name of the model or of its set
 * @param languages languages that it is used for, by their names in events
 * @param sha256 SHA-256 of the file, or over all files of a set, in hex digits
 * @param licence licence, or {@code unknown}
 * @param bundled whether it comes with this program
 */
public record ModelFacts(
    EngineName engine,
    String name,
    SortedSet<String> languages,
    String sha256,
    String licence,
    boolean bundled) {
  /** Copies the languages. */
  public ModelFacts {
    languages = Collections.unmodifiableSortedSet(new TreeSet<>(languages));
  }
}
