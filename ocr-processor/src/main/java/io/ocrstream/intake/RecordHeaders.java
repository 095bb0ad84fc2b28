/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.intake;

import org.jspecify.annotations.Nullable;

/** Finds headers of the record that is parsed. */
@FunctionalInterface
public interface RecordHeaders {
  /** A record without headers. */
  RecordHeaders NONE = name -> null;

  /** Returns the value of the last header {@code name}; null if there is none. */
  byte @Nullable [] last(String name);
}
