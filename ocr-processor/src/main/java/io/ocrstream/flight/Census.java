/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.flight;

/**
 * How much is in the air.
 *
 * @param open flights that have not landed
 * @param waiters events that wait in them, or are about to be answered
 * @param oldestSince when the work of the flight longest in the air was sent, epoch milliseconds;
 *     {@link Long#MAX_VALUE} where none is
 */
public record Census(long open, long waiters, long oldestSince) {}
