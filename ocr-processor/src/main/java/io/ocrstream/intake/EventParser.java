/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.intake;

import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns the bytes of a record into events: our own, S3's and MinIO's notifications (as they are, or
 * wrapped by SNS, SQS or EventBridge), and CloudEvents with either inside.
 *
 * <p><b>Threading:</b> any; it keeps nothing between calls. <b>Bounds:</b> the two limits given,
 * {@link JsonReader}'s, {@link TextField}'s and {@link RecordParser#MAX_ENVELOPES}. <b>Fails:</b>
 * never; every array of bytes has an outcome.
 */
public final class EventParser {
  private final int maxEventBytes;
  private final int maxEventsPerRecord;
  private final Set<String> plainKeySources;

  /**
   * Sets the limits.
   *
   * @param maxEventBytes most bytes of a record's value
   * @param maxEventsPerRecord most records that one notification may hold
   * @param plainKeySources event sources of notifications whose keys are not URL-encoded
   */
  public EventParser(
      int maxEventBytes, int maxEventsPerRecord, Collection<String> plainKeySources) {
    if (maxEventBytes < 1 || maxEventsPerRecord < 1) {
      throw new IllegalArgumentException(
          "limits below 1: " + maxEventBytes + " bytes, " + maxEventsPerRecord + " events");
    }
    this.maxEventBytes = maxEventBytes;
    this.maxEventsPerRecord = maxEventsPerRecord;
    this.plainKeySources = Set.copyOf(plainKeySources);
  }

  /**
   * Parses a record's value.
   *
   * @param value null or empty makes a dead letter
   * @param headers only looked at for a CloudEvent in binary mode
   */
  public Intake parse(byte @Nullable [] value, RecordHeaders headers) {
    if (value == null || value.length == 0) {
      return new Intake.NotAnEvent(RejectReason.EMPTY);
    }
    if (value.length > maxEventBytes) {
      return new Intake.NotAnEvent(RejectReason.TOO_LARGE);
    }
    return new RecordParser(maxEventsPerRecord, plainKeySources).of(value, headers);
  }
}
