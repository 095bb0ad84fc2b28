/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.flight;

import org.jspecify.annotations.Nullable;

/**
 * The input of a flight processor: an event or a completion.
 *
 * @param isCompletion whether this is a completion
 * @param value the record's value; null only if a foreign writer left it out
 */
@SuppressWarnings("ArrayRecordComponent") // A carrier between two nodes; never compared.
public record FlightInput(boolean isCompletion, byte @Nullable [] value) {}
