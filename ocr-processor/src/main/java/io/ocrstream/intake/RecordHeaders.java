/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.intake;

import org.jspecify.annotations.Nullable;

/** Finds headers of the record being parsed. */
@FunctionalInterface
public interface RecordHeaders {
  /** No headers. */
  RecordHeaders NONE = name -> null;

  /** The value of the last header of that name; null if there is none. */
  byte @Nullable [] last(String name);
}
