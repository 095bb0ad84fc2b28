/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.records;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.ocrstream.contracts.TraceParent;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Copies an event's trace context to the records that are created for it. */
public final class TraceHeaders {
  private TraceHeaders() {}

  /** Returns the trace context in {@code headers}, or null if there is no valid one. */
  public static @Nullable String of(Headers headers) {
    Header header = headers.lastHeader(TraceParent.HEADER);
    return header == null ? null : TraceParent.parse(header.value());
  }

  /**
   * Adds {@code traceparent} to the headers of {@code record}, unless it is null, and returns the
   * record.
   */
  public static <K, V> Record<K, V> carried(Record<K, V> record, @Nullable String traceparent) {
    if (traceparent != null) {
      record.headers().add(TraceParent.HEADER, traceparent.getBytes(US_ASCII));
    }
    return record;
  }
}
