/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.records;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.ocrstream.contracts.TraceParent;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Carries an event's trace to the records that are made for it. */
public final class TraceHeaders {
  private TraceHeaders() {}

  /** The trace that {@code headers} name; null where they name none. */
  public static @Nullable String of(Headers headers) {
    Header header = headers.lastHeader(TraceParent.HEADER);
    return header == null ? null : TraceParent.parse(header.value());
  }

  /** The same record, of this trace. */
  public static <K, V> Record<K, V> carried(Record<K, V> record, @Nullable String traceparent) {
    if (traceparent != null) {
      record.headers().add(TraceParent.HEADER, traceparent.getBytes(US_ASCII));
    }
    return record;
  }
}
