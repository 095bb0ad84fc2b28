/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.flight;

/**
 * The number of open flights and of waiting events.
 *
 * @param open flights that have not yet answered all their waiters
 * @param waiters events that wait in flights, or are about to be answered
 * @param oldestSince when the oldest task in the air was sent, in epoch milliseconds; {@link
 *     Long#MAX_VALUE} if there is none
 */
public record Census(long open, long waiters, long oldestSince) {}
