/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ocrstream.contracts.WireFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record of {@code ocr.results} or {@code ocr.failures}.
 *
 * @param eventId id of the event
 * @param isResult whether it is a result
 * @param json the whole record
 * @param payload the exact bytes of a result's payload; empty for a failure
 */
record Answer(String eventId, boolean isResult, JsonNode json, String payload) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  // Within a string its quotes would be escaped, so this is the field itself.
  private static final String PAYLOAD = "\"result\":";

  static Answer of(ConsumerRecord<byte[], byte[]> record) {
    boolean isResult = record.topic().endsWith("ocr.results");
    byte[] value = WireFormat.json(record.value());
    String text = new String(value, UTF_8);
    JsonNode json = json(value);
    String payload =
        isResult ? text.substring(text.indexOf(PAYLOAD) + PAYLOAD.length(), text.length() - 1) : "";
    return new Answer(json.get("event_id").textValue(), isResult, json, payload);
  }

  static JsonNode json(byte[] utf8) {
    try {
      return MAPPER.readTree(utf8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the source of a result. */
  String source() {
    return json.path("source").textValue();
  }

  /** Returns the code of a failure. */
  String code() {
    return json.path("code").textValue();
  }

  /** Returns the hash of a result, with its prefix. */
  String contentHash() {
    return json.path("content_hash").textValue();
  }

  /** Returns the text of a result. */
  String text() {
    return json.path("result").path("text").textValue();
  }
}
