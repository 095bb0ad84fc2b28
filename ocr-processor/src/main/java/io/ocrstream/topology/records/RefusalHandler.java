/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.records;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.ocrstream.contracts.ErrorHeader;
import io.ocrstream.contracts.Failure;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.KafkaNames;
import io.ocrstream.contracts.Topic;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Handles records that brokers refuse. Retriable errors are retried. A dead letter that is too
 * large or invalid, or a result or its copy for review that is too large, is counted and remembered
 * in {@link RefusedRecords}. When its input is processed again, the dead letter or the copy is left
 * out, and the result becomes a failure with the reason. Any other error ends the stream thread,
 * and the log says what to check.
 *
 * <p><b>Threading:</b> the producers' network threads.
 */
public final class RefusalHandler implements ProductionExceptionHandler {
  /** Setting that holds the {@link RefusedRecords}. */
  public static final String REFUSED = "ocr.refused";

  /** Setting that holds the {@link TopologyMetrics}. */
  public static final String METRICS = "ocr.refused.metrics";

  /** Setting that holds the {@link KafkaNames}. Without it, names have no prefix. */
  public static final String NAMES = "ocr.refused.names";

  private static final Logger LOG = LoggerFactory.getLogger(RefusalHandler.class);

  private @Nullable RefusedRecords refused;
  private @Nullable TopologyMetrics metrics;
  private KafkaNames names = KafkaNames.PLAIN;
  private boolean isTransactional;

  @Override
  public void configure(Map<String, ?> configs) {
    refused = (RefusedRecords) configs.get(REFUSED);
    metrics = (TopologyMetrics) configs.get(METRICS);
    if (configs.get(NAMES) instanceof KafkaNames given) {
      names = given;
    }
    isTransactional =
        StreamsConfig.EXACTLY_ONCE_V2.equals(
            configs.get(StreamsConfig.PROCESSING_GUARANTEE_CONFIG));
  }

  @Override
  public Response handleError(
      ErrorHandlerContext context, ProducerRecord<byte[], byte[]> record, Exception exception) {
    return decide(record, exception);
  }

  /** Returns the response for the record and the exception, without a context. */
  Response decide(ProducerRecord<byte[], byte[]> record, Exception exception) {
    if (exception instanceof RetriableException) {
      return Response.retry();
    }
    if (isTransactional && !requireNonNull(refused).isFirstOfItsProducer()) {
      // This record is aborted with the transaction of the refused one. It is sent again when its
      // input is processed again.
      return Response.resume();
    }
    Topic topic = topic(record.topic());
    boolean isTooLarge = exception instanceof RecordTooLargeException;
    boolean isInvalid = exception instanceof InvalidRecordException;
    if (topic == Topic.DEAD_LETTERS && (isTooLarge || isInvalid)) {
      refuse(topic, origin(record.headers()), exception);
      return Response.resume();
    }
    if (topic == Topic.REVIEW && isTooLarge) {
      refuse(topic, AnswerRecords.eventId(record), exception);
      return Response.resume();
    }
    if (topic == Topic.RESULTS && isTooLarge) {
      Failure failure = AnswerRecords.refused(record, exception.getClass().getSimpleName());
      refuse(topic, failure.eventId(), exception);
      // Under exactly-once, this failure is aborted with the transaction, and created again when
      // the input is processed again. Under at-least-once, the input is not processed again.
      return Response.resume(List.of(published(failure, record)));
    }
    LOG.error("Brokers reject writes to {}: {}", record.topic(), advice(exception));
    return Response.fail();
  }

  private void refuse(Topic topic, String identity, Exception exception) {
    String reason = exception.getClass().getSimpleName();
    LOG.error("Brokers reject a record of {}, which is dropped: {}", topic.topicName(), reason);
    requireNonNull(refused).add(topic, identity, reason);
    requireNonNull(metrics).refused(topic);
  }

  private ProducerRecord<byte[], byte[]> published(
      Failure failure, ProducerRecord<byte[], byte[]> result) {
    String topic = names.of(Topic.FAILURES);
    return new ProducerRecord<>(topic, null, result.timestamp(), result.key(), Json.write(failure));
  }

  private static String advice(Exception exception) {
    return exception instanceof InvalidTimestampException
        ? "this machine's clock differs from theirs, or the topic's message.timestamp.* settings"
            + " bound it; see `ocr topics check`"
        : exception.getClass().getSimpleName();
  }

  private @Nullable Topic topic(String name) {
    return Arrays.stream(Topic.values())
        .filter(topic -> names.of(topic).equals(name))
        .findFirst()
        .orElse(null);
  }

  /**
   * Returns the origin of the record that became this dead letter, or an empty string if unknown.
   */
  private static String origin(Headers headers) {
    return headers.lastHeader(ErrorHeader.STREAMS_OFFSET.headerName()) == null
        ? ""
        : RefusedRecords.place(
            text(headers, ErrorHeader.STREAMS_TOPIC),
            text(headers, ErrorHeader.STREAMS_PARTITION),
            text(headers, ErrorHeader.STREAMS_OFFSET));
  }

  private static String text(Headers headers, ErrorHeader name) {
    return new String(headers.lastHeader(name.headerName()).value(), UTF_8);
  }
}
