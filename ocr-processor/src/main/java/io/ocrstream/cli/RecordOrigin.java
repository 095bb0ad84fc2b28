/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ocrstream.contracts.ErrorHeader;
import io.ocrstream.intake.RecordHeaders;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Holds the position of the record that led to a failure or dead letter, read from its headers.
 *
 * @param partition topic and partition
 */
record RecordOrigin(TopicPartition partition, long offset) {
  private static final Pattern PARTITION = Pattern.compile("[0-9]{1,9}");
  private static final Pattern OFFSET = Pattern.compile("[0-9]{1,18}");

  /** Returns the origin; empty if the headers lack it. */
  static Optional<RecordOrigin> of(Headers headers) {
    String topic = text(headers, ErrorHeader.STREAMS_TOPIC);
    String partition = text(headers, ErrorHeader.STREAMS_PARTITION);
    String offset = text(headers, ErrorHeader.STREAMS_OFFSET);
    return !topic.isEmpty()
            && PARTITION.matcher(partition).matches()
            && OFFSET.matcher(offset).matches()
        ? Optional.of(
            new RecordOrigin(
                new TopicPartition(topic, Integer.parseInt(partition)), Long.parseLong(offset)))
        : Optional.empty();
  }

  /** Returns the text of a header; empty if it is missing. */
  static String text(Headers headers, ErrorHeader name) {
    Header header = headers.lastHeader(name.headerName());
    return header == null || header.value() == null ? "" : new String(header.value(), UTF_8);
  }

  /** Returns access to a record's headers by name. */
  static RecordHeaders values(ConsumerRecord<?, ?> record) {
    return name -> {
      Header header = record.headers().lastHeader(name);
      return header == null ? null : header.value();
    };
  }

  /** Prints the headers, one a line. */
  static void print(Headers headers, PrintWriter out) {
    for (Header header : headers) {
      byte[] value = header.value();
      out.printf("  %s: %s%n", header.key(), value == null ? "" : new String(value, UTF_8));
    }
  }

  @Override
  public String toString() {
    return partition + "@" + offset;
  }
}
