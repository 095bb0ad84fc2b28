/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.records;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.ErrorHeader;
import java.util.Arrays;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Builds the {@link ErrorHeader}s of a failure or a dead letter.
 *
 * <p><b>Threading:</b> one thread. <b>Bounds:</b> each value is cut to the maximum of its header.
 */
final class ErrorHeaders {
  private static final String NO_KEY = "-1";

  private final Headers headers = new RecordHeaders();

  /** Adds the origin of the record, unless its partition or offset is unknown. */
  ErrorHeaders from(String topic, int partition, long offset) {
    if (partition >= 0 && offset >= 0) {
      add(topic, ErrorHeader.STREAMS_TOPIC, ErrorHeader.CONNECT_TOPIC);
      add(
          Integer.toString(partition),
          ErrorHeader.STREAMS_PARTITION,
          ErrorHeader.CONNECT_PARTITION);
      add(Long.toString(offset), ErrorHeader.STREAMS_OFFSET, ErrorHeader.CONNECT_OFFSET);
    }
    return this;
  }

  /**
   * Adds the time at which the record was published, or received if it has no timestamp, in epoch
   * milliseconds.
   */
  ErrorHeaders published(long timestamp) {
    return add(Long.toString(timestamp), ErrorHeader.TIMESTAMP);
  }

  /**
   * Adds the reason.
   *
   * @param stage the stage that failed
   * @param code from a closed list
   * @param message for people
   */
  ErrorHeaders because(String stage, String code, String message) {
    add(stage, ErrorHeader.CONNECT_STAGE);
    add(code, ErrorHeader.STREAMS_EXCEPTION, ErrorHeader.CONNECT_EXCEPTION, ErrorHeader.REASON);
    return add(message, ErrorHeader.STREAMS_MESSAGE, ErrorHeader.CONNECT_MESSAGE);
  }

  /** Adds the number of attempts. */
  ErrorHeaders after(int attempts) {
    return add(Integer.toString(attempts), ErrorHeader.ATTEMPT);
  }

  /** Marks a record that had no key. */
  ErrorHeaders withoutKey() {
    return add(NO_KEY, ErrorHeader.KEY_LENGTH);
  }

  /** Adds the length and SHA-256 of {@code key}, which is truncated in the record. */
  ErrorHeaders cutKey(byte[] key) {
    add(Integer.toString(key.length), ErrorHeader.KEY_LENGTH);
    return add(ContentHash.ofBytes(key).hex(), ErrorHeader.KEY_SHA256);
  }

  /** Adds the length and SHA-256 of {@code value}, which is truncated in the record. */
  ErrorHeaders cutValue(byte[] value) {
    add(Integer.toString(value.length), ErrorHeader.VALUE_LENGTH);
    return add(ContentHash.ofBytes(value).hex(), ErrorHeader.VALUE_SHA256);
  }

  /**
   * Copies the replay count from {@code origin}, if it has one within the header's maximum length.
   */
  ErrorHeaders replayedAs(Headers origin) {
    Header replays = origin.lastHeader(ErrorHeader.REPLAYS.headerName());
    if (replays != null
        && replays.value() != null
        && replays.value().length <= ErrorHeader.REPLAYS.maxBytes()) {
      headers.add(replays);
    }
    return this;
  }

  Headers all() {
    return headers;
  }

  private ErrorHeaders add(String value, ErrorHeader... names) {
    for (ErrorHeader name : names) {
      headers.add(name.headerName(), cut(value, name.maxBytes()));
    }
    return this;
  }

  /** Returns the first bytes of {@code value}, cut at a character boundary. */
  private static byte[] cut(String value, int maxBytes) {
    byte[] bytes = value.getBytes(UTF_8);
    if (bytes.length <= maxBytes) {
      return bytes;
    }
    int end = maxBytes;
    while ((bytes[end] & 0xC0) == 0x80) {
      end--;
    }
    return Arrays.copyOf(bytes, end);
  }
}
