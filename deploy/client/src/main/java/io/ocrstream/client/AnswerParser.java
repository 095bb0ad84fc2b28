/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.client;

import io.ocrstream.contracts.Failure;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.KafkaNames;
import io.ocrstream.contracts.RawJson;
import io.ocrstream.contracts.Result;
import io.ocrstream.contracts.Topic;
import io.ocrstream.contracts.WireFormat;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Parses records of {@code ocr.results} and {@code ocr.failures}.
 *
 * <p><b>Threading:</b> one thread. <b>Fails:</b> never; a record that is not an answer is {@link
 * OcrAnswer.Reason#UNREADABLE}.
 */
final class AnswerParser {
  private final String failures;
  private final LastParsedPayload payloads = new LastParsedPayload();

  /** Holds the one field that every answer has. */
  private record Identity(@Nullable String eventId) {}

  AnswerParser(KafkaNames names) {
    failures = names.of(Topic.FAILURES);
  }

  /** Returns the id of the answered event without parsing the rest; empty if it has none. */
  static String eventId(ConsumerRecord<byte[], byte[]> record) {
    return Json.find(record.value(), Identity.class).map(Identity::eventId).orElse("");
  }

  OcrAnswer parse(ConsumerRecord<byte[], byte[]> record) {
    byte[] json = WireFormat.json(record.value());
    try {
      if (record.topic().equals(failures)) {
        return new OcrAnswer.Failed(RawJson.of(json), Json.read(json, Failure.class));
      }
      Result result = Json.read(json, Result.class);
      return new OcrAnswer.Read(RawJson.of(json), result, payloads.read(result.result()));
    } catch (Json.Unreadable e) {
      return OcrAnswer.Unknown.of(eventId(record), OcrAnswer.Reason.UNREADABLE, e);
    }
  }
}
