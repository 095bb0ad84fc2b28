/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology;

import static io.ocrstream.topology.TopologyBench.key;
import static io.ocrstream.topology.TopologyBench.payload;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.contracts.ContentKey;
import io.ocrstream.contracts.Recognised;
import java.util.List;
import org.apache.kafka.common.header.Headers;

/** Events and completions for tests of the topology. */
final class TopologyEvents {
  static final String PLACE = "https://host/a.png";
  static final ContentKey KEY = key("page");

  private TopologyEvents() {}

  /** Returns an event that does not say which bytes it means. */
  static String event(String id, String uri) {
    return """
        {"event_id":"%s","document_id":"d","uri":"%s","tag":"t"}"""
        .formatted(id, uri);
  }

  /** Returns an event that claims the hash of {@link #KEY}. */
  static String hashed(String id, String uri) {
    return """
        {"event_id":"%s","document_id":"d","uri":"%s","tag":"t","content_hash":"%s"}"""
        .formatted(id, uri, KEY.hash());
  }

  /** Returns an event with a hash and a deadline in milliseconds since the epoch. */
  static String until(String id, long deadline) {
    return """
        {"event_id":"%s","uri":"%s","content_hash":"%s","deadline":%d}"""
        .formatted(id, PLACE, KEY.hash(), deadline);
  }

  /** Returns an event that names the object's state. */
  static String pinned(String id) {
    return """
        {"event_id":"%s","document_id":"d","uri":"%s","etag":"tag1"}"""
        .formatted(id, PLACE);
  }

  /** Returns the completion of a task sent at {@code sentAt}. */
  static Recognised read(long sentAt) {
    return new Recognised.Read(sentAt, payload("x"), false, 1L, 2L);
  }

  /** Returns a header as text. */
  static String header(Headers headers, String name) {
    return new String(headers.lastHeader(name).value(), UTF_8);
  }

  /** Returns the only element. */
  static <T> T only(List<T> list) {
    assertThat(list).hasSize(1);
    return list.get(0);
  }
}
