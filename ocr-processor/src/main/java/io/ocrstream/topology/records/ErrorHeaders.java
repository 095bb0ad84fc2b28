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
 * Writes {@link ErrorHeader}s.
 *
 * <p><b>Threading:</b> one thread. <b>Bounds:</b> each value's own.
 */
final class ErrorHeaders {
  private static final String NO_KEY = "-1";

  private final Headers headers = new RecordHeaders();

  /** Where it came from; what is not known is left out. */
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

  /** When that was published; the time of receipt where its record does not say. */
  ErrorHeaders published(long timestamp) {
    return add(Long.toString(timestamp), ErrorHeader.TIMESTAMP);
  }

  /**
   * Why.
   *
   * @param stage where
   * @param code of a closed list
   * @param message for people
   */
  ErrorHeaders because(String stage, String code, String message) {
    add(stage, ErrorHeader.CONNECT_STAGE);
    add(code, ErrorHeader.STREAMS_EXCEPTION, ErrorHeader.CONNECT_EXCEPTION, ErrorHeader.REASON);
    return add(message, ErrorHeader.STREAMS_MESSAGE, ErrorHeader.CONNECT_MESSAGE);
  }

  /** How often it was tried. */
  ErrorHeaders after(int attempts) {
    return add(Integer.toString(attempts), ErrorHeader.ATTEMPT);
  }

  /** The record had no key. */
  ErrorHeaders withoutKey() {
    return add(NO_KEY, ErrorHeader.KEY_LENGTH);
  }

  /** Only the beginning of {@code key} is kept. */
  ErrorHeaders cutKey(byte[] key) {
    add(Integer.toString(key.length), ErrorHeader.KEY_LENGTH);
    return add(ContentHash.ofBytes(key).hex(), ErrorHeader.KEY_SHA256);
  }

  /** Only the beginning of {@code value} is kept. */
  ErrorHeaders cutValue(byte[] value) {
    add(Integer.toString(value.length), ErrorHeader.VALUE_LENGTH);
    return add(ContentHash.ofBytes(value).hex(), ErrorHeader.VALUE_SHA256);
  }

  /** How often {@code origin} was replayed, if it says so in no more bytes than it may. */
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

  /** The first bytes, without half a character at the end. */
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
