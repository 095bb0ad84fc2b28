/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.records;

/**
 * A record on its way out of a processor.
 *
 * @param route where to
 * @param value as it will stand on the topic
 * @param tally what it means for the statistics
 */
@SuppressWarnings("ArrayRecordComponent") // A carrier between two nodes; never compared.
public record RoutedRecord(Route route, byte[] value, AnswerTally tally) {
  /** One that answers nothing. */
  public RoutedRecord(Route route, byte[] value) {
    this(route, value, AnswerTally.NOTHING);
  }
}
