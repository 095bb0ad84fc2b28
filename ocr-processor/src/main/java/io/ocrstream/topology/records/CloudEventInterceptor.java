/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.records;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.KafkaNames;
import io.ocrstream.contracts.Locations;
import io.ocrstream.contracts.Topic;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Adds the attributes of CloudEvents 1.0 to results and failures, as headers: binary content mode
 * of the Kafka protocol binding. The values do not change.
 *
 * <p>An id is the SHA-256 of the event's id and its outcome, so a repeated answer has the same id,
 * and a result after a failure has another.
 *
 * <p><b>Threading:</b> any. <b>Bounds:</b> a subject of {@link #MAX_SUBJECT_CHARS}; a longer one is
 * omitted.
 */
public final class CloudEventInterceptor implements ProducerInterceptor<byte[], byte[]> {
  /** Setting that holds the value of {@code ce_source}. */
  public static final String SOURCE = "ocr.cloud-events.source";

  /** Setting that holds the {@link KafkaNames}. */
  public static final String NAMES = "ocr.cloud-events.names";

  /** Longest document id that becomes a subject. */
  static final int MAX_SUBJECT_CHARS = 1024;

  private String source = "";
  private String results = "";
  private String failures = "";

  /** Holds the fields that the attributes need. */
  private record Identity(
      @Nullable String eventId, @Nullable String documentId, @Nullable String code) {}

  @Override
  public void configure(Map<String, ?> configs) {
    source = String.valueOf(configs.get(SOURCE));
    if (configs.get(NAMES) instanceof KafkaNames names) {
      results = names.of(Topic.RESULTS);
      failures = names.of(Topic.FAILURES);
    }
  }

  @Override
  public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> record) {
    boolean isResult = record.topic().equals(results);
    if (isResult || record.topic().equals(failures)) {
      Identity answer = Json.readOwn(record.value(), Identity.class);
      String outcome = isResult ? "result" : "failure";
      Headers headers = record.headers();
      add(headers, "ce_specversion", "1.0");
      add(headers, "ce_id", id(answer, outcome));
      add(headers, "ce_source", source);
      add(headers, "ce_type", "io.ocrstream." + outcome + ".v1");
      if (record.timestamp() != null) {
        add(headers, "ce_time", Instant.ofEpochMilli(record.timestamp()).toString());
      }
      String subject = answer.documentId();
      if (subject != null && subject.length() <= MAX_SUBJECT_CHARS) {
        // A document id may be a URI with a signature.
        add(headers, "ce_subject", Locations.shownId(subject));
      }
      add(headers, "content-type", "application/json");
    }
    return record;
  }

  private static String id(Identity answer, String outcome) {
    String code = answer.code() == null ? "" : answer.code();
    String text = String.join("\n", String.valueOf(answer.eventId()), outcome, code);
    return ContentHash.ofBytes(text.getBytes(UTF_8)).hex();
  }

  private static void add(Headers headers, String name, String value) {
    // A producer that retries a record intercepts it once more.
    headers.remove(name);
    headers.add(name, value.getBytes(UTF_8));
  }

  @Override
  public void onAcknowledgement(@Nullable RecordMetadata metadata, @Nullable Exception exception) {}

  @Override
  public void close() {}
}
