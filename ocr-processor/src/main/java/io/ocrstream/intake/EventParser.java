/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.intake;

import io.ocrstream.contracts.WireFormat;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Parses the bytes of a record into events. It accepts our own format, notifications of S3 and
 * MinIO (plain, or wrapped by SNS, SQS or EventBridge), and CloudEvents that contain either. The
 * value may have the header of {@link WireFormat}.
 *
 * <p><b>Threading:</b> any; it keeps no state between calls. <b>Bounds:</b> the two given limits,
 * and those of {@link JsonReader}, {@link TextField} and {@link RecordParser#MAX_ENVELOPES}.
 * <b>Fails:</b> never; every array of bytes has a result.
 */
public final class EventParser {
  private final int maxEventBytes;
  private final int maxEventsPerRecord;
  private final Set<String> plainKeySources;

  /**
   * Creates a parser.
   *
   * @param maxEventBytes maximum bytes of a record's value
   * @param maxEventsPerRecord maximum number of records in one notification
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
   * @param value the value; null or empty gives a dead letter
   * @param headers only read for a CloudEvent in binary mode
   */
  public Intake parse(byte @Nullable [] value, RecordHeaders headers) {
    if (value == null || value.length == 0) {
      return new Intake.NotAnEvent(RejectReason.EMPTY);
    }
    if (value.length > maxEventBytes) {
      return new Intake.NotAnEvent(RejectReason.TOO_LARGE);
    }
    return new RecordParser(maxEventsPerRecord, plainKeySources)
        .of(WireFormat.json(value), headers);
  }
}
