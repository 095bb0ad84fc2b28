/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.flight;

import org.jspecify.annotations.Nullable;

/**
 * What a flight processor takes in: an event that asks, or a completion that answers.
 *
 * @param isCompletion which of the two
 * @param value the record's value; null only where a foreign writer left it out
 */
@SuppressWarnings("ArrayRecordComponent") // A carrier between two nodes; never compared.
public record FlightInput(boolean isCompletion, byte @Nullable [] value) {}
