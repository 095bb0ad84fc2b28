/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.records;

/**
 * A record that leaves a processor.
 *
 * @param route the destination
 * @param value the serialised value for the destination topic
 * @param tally the record's contribution to the statistics
 * @param isToReview whether a copy goes to {@code ocr.review}
 */
@SuppressWarnings("ArrayRecordComponent") // A carrier between two nodes; never compared.
public record RoutedRecord(Route route, byte[] value, AnswerTally tally, boolean isToReview) {
  /** Creates a record that is not an answer. */
  public RoutedRecord(Route route, byte[] value) {
    this(route, value, AnswerTally.NOTHING);
  }

  /** Creates an answer that nobody needs to check. */
  public RoutedRecord(Route route, byte[] value, AnswerTally tally) {
    this(route, value, tally, false);
  }
}
