/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import org.jspecify.annotations.Nullable;

/**
 * Tells which engine's reading of a page was kept, and why.
 *
 * @param engine the engine; {@code auto} if both read it together, line by line
 * @param reason why its reading was kept
 * @param agreement how many words the two readings have in common, from 0 (none) to 1 (all); null
 *     if there was one reading
 */
public record Choice(EngineName engine, Reason reason, @Nullable Double agreement) {
  /** Lists the reasons for keeping a reading. */
  public enum Reason implements Json.Named {
    /** The first reading was not doubtful or found a blank page, so there was no second one. */
    SURE,
    /** The second engine does not support the page's script. */
    LANGUAGE,
    /** The reading is expected to have fewer errors than the other one. */
    FEWER_ERRORS;
  }
}
