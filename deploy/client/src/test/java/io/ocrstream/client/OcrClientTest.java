/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ocrstream.client.OcrAnswer.Reason;
import io.ocrstream.client.OcrAnswer.Unknown;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.KafkaNames;
import io.ocrstream.contracts.Topic;
import io.ocrstream.contracts.UploadEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OcrClientTest {
  private static final OcrDocument DOCUMENT = OcrDocument.at("s3://bucket/a.png").withId("a");

  private final AnswerTopicsMock topics = new AnswerTopicsMock();
  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final OcrClient client = connect(OcrClient.builder(Map.of()));

  private OcrClient connect(OcrClient.Builder builder) {
    return builder.connect(
        new OcrPublisher(KafkaNames.PLAIN, producer),
        new AnswerConsumer(KafkaNames.PLAIN, topics),
        InstantSource.fixed(Instant.ofEpochMilli(1_000)));
  }

  @AfterEach
  void close() {
    client.close();
  }

  @Test
  void shouldMatchAnswersByEventIdInAnyOrder() {
    CompletableFuture<OcrAnswer> first = submit();
    CompletableFuture<OcrAnswer> second = submit();
    topics.add(Topic.FAILURES, SampleAnswers.failure("another program's"));
    topics.add(Topic.FAILURES, SampleAnswers.failure(event(1).eventId()));
    topics.add(Topic.RESULTS, SampleAnswers.result(event(0).eventId(), "Olá"));

    String text = first.join().fold(r -> r.payload().text(), f -> "failed", u -> "unknown");
    FailureCode code = second.join().fold(r -> null, f -> f.failure().code(), u -> null);
    assertThat(text).isEqualTo("Olá");
    assertThat(code).isEqualTo(FailureCode.CORRUPT);
  }

  @Test
  void shouldPublishWhatIsAsked() {
    RequestOptions options =
        RequestOptions.DEFAULTS
            .withTimeout(Duration.ofSeconds(2))
            .withTag("till 3")
            .withTenant("acme");
    var unused = client.submit(DOCUMENT, options);
    var unusedToo = client.submit(DOCUMENT, options.withoutDeadline());

    assertThat(producer.history().get(0).key()).isEqualTo("a".getBytes(UTF_8));
    assertThat(event(0))
        .isEqualTo(
            UploadEvent.of(event(0).eventId(), "a", "s3://bucket/a.png")
                .with("acme", "till 3", 3_000L));
    assertThat(event(1).deadline()).isNull();
    assertThat(event(1).eventId()).isNotEqualTo(event(0).eventId());
  }

  @Test
  void shouldPublishEventsOfTheCaller() {
    UploadEvent event = UploadEvent.of("own-id", "a", "s3://bucket/a.png");
    OcrClient.Submission submission = client.publish(event, Duration.ofMinutes(1));

    assertThat(submission.acknowledged().toCompletableFuture().join()).isTrue();
    assertThat(event(0)).isEqualTo(event);
    assertThatThrownBy(() -> client.publish(event, Duration.ofMinutes(1)))
        .isInstanceOf(IllegalArgumentException.class);
    topics.add(Topic.FAILURES, SampleAnswers.failure("own-id"));
    assertThat(submission.answer().toCompletableFuture().join())
        .isInstanceOf(OcrAnswer.Failed.class);
    assertThat(client.publish(event, Duration.ZERO).answer().toCompletableFuture().join())
        .isEqualTo(Unknown.of("own-id", Reason.TIMED_OUT, null));
  }

  @Test
  void shouldReportAnEventOfTheCallerThatWasNotPublished() {
    producer.sendException = new KafkaException("no broker");
    UploadEvent event = UploadEvent.of("own-id", "a", "s3://bucket/a.png");
    OcrClient.Submission submission = client.publish(event, Duration.ofMinutes(1));

    assertThat(submission.acknowledged().toCompletableFuture().join()).isFalse();
    OcrAnswer.Unknown unknown = (Unknown) submission.answer().toCompletableFuture().join();
    assertThat(unknown.reason()).isEqualTo(Reason.NOT_PUBLISHED);
    try (OcrClient none = connect(OcrClient.builder(Map.of()).maxOpenRequests(0))) {
      OcrClient.Submission rejected = none.publish(event, Duration.ofMinutes(1));
      assertThat(rejected.acknowledged().toCompletableFuture().join()).isFalse();
      assertThat(((Unknown) rejected.answer().toCompletableFuture().join()).reason())
          .isEqualTo(Reason.TOO_MANY_OPEN);
    }
  }

  @Test
  void shouldEndRequestsAtTheirTimeoutAndFreeTheirPlace() {
    RequestOptions none = RequestOptions.DEFAULTS.withTimeout(Duration.ZERO);
    try (OcrClient one = connect(OcrClient.builder(Map.of()).maxOpenRequests(1))) {
      for (int i = 0; i < 3; i++) {
        OcrAnswer answer = one.submit(DOCUMENT, none).toCompletableFuture().join();
        assertThat(answer).isEqualTo(Unknown.of(answer.eventId(), Reason.TIMED_OUT, null));
      }
    }
  }

  @Test
  void shouldAcceptAsManyAsTheLimitAndRejectOneMore() {
    List<CompletableFuture<OcrAnswer>> open =
        IntStream.range(0, OcrClient.MAX_OPEN_REQUESTS).mapToObj(i -> submit()).toList();

    assertThat(open).noneMatch(CompletableFuture::isDone);
    assertThat(reason(submit())).isEqualTo(Reason.TOO_MANY_OPEN);
    assertThat(producer.history()).hasSize(OcrClient.MAX_OPEN_REQUESTS);
    topics.add(Topic.FAILURES, SampleAnswers.failure(event(1).eventId()));
    assertThat(open.get(1).join()).isInstanceOf(OcrAnswer.Failed.class);
    assertThat(submit()).isNotDone();
  }

  @Test
  void shouldCountSecondAnswersAndKeepTheFirst() {
    CompletableFuture<OcrAnswer> answer = submit();
    topics.add(Topic.RESULTS, SampleAnswers.result(event(0).eventId(), "one"));
    topics.add(Topic.RESULTS, SampleAnswers.result(event(0).eventId(), "two"));

    await().atMost(Duration.ofMinutes(3)).until(() -> client.repeatedAnswers() == 1);
    String text = answer.join().fold(r -> r.payload().text(), f -> "failed", u -> "unknown");
    assertThat(text).isEqualTo("one");
  }

  @Test
  void shouldSayWhyNothingWasPublished() {
    OcrAnswer.Unknown noStore = unknown(client.submit(OcrDocument.file(Path.of("pom.xml"))));
    assertThat(noStore.reason()).isEqualTo(Reason.NOT_STORED);
    assertThat(noStore.message()).contains("no store is configured");
    assertThat(noStore.cause()).isInstanceOf(IOException.class);

    producer.sendException = new TopicAuthorizationException("ocr.documents");
    assertThat(reason(submit())).isEqualTo(Reason.NOT_PUBLISHED);
    producer.sendException = null;
    assertThat(submit()).isNotDone();
    assertThat(producer.history()).hasSize(1);
  }

  @Test
  void shouldReportAnswersOfAnotherFormAsUnreadable() {
    CompletableFuture<OcrAnswer> request = submit();
    String json = "{\"event_id\":\"%s\",\"code\":\"ADDED_LATER\"}".formatted(event(0).eventId());
    topics.add(Topic.FAILURES, "not json".getBytes(UTF_8));
    topics.add(Topic.FAILURES, json.getBytes(UTF_8));

    assertThat(reason(request)).isEqualTo(Reason.UNREADABLE);
  }

  @Test
  void shouldEndRequestsWhenTheConsumerFails() {
    CompletableFuture<OcrAnswer> request = submit();
    topics.setPollException(new KafkaException("denied"));

    assertThat(reason(request)).isEqualTo(Reason.UNREADABLE);
    assertThat(reason(submit())).isEqualTo(Reason.UNREADABLE);
    assertThat(topics.closed()).isTrue();
  }

  @Test
  void shouldEndRequestsWhenItCloses() {
    CompletableFuture<OcrAnswer> request = submit();
    client.close();

    assertThat(reason(request)).isEqualTo(Reason.CLOSED);
    assertThat(reason(submit())).isEqualTo(Reason.CLOSED);
    assertThat(producer.closed()).isTrue();
    assertThat(topics.closed()).isTrue();
    client.close();
  }

  @Test
  void shouldReadPartitionsThatAreAddedFromTheirBeginning() {
    AnswerTopicsMock growing = new AnswerTopicsMock();
    AnswerConsumer reader = new AnswerConsumer(KafkaNames.PLAIN, growing);
    growing.partitions(Topic.RESULTS, 2);
    reader.followNewPartitions();
    growing.add(new TopicPartition("ocr.results", 1), SampleAnswers.result("e", "text"));

    assertThat(reader.poll(Duration.ZERO)).hasSize(1);
    reader.close();
  }

  private CompletableFuture<OcrAnswer> submit() {
    return client.submit(DOCUMENT).toCompletableFuture();
  }

  private static Reason reason(CompletableFuture<OcrAnswer> request) {
    return unknown(request).reason();
  }

  private static Unknown unknown(CompletionStage<OcrAnswer> request) {
    return (Unknown) request.toCompletableFuture().join();
  }

  private UploadEvent event(int index) {
    ProducerRecord<byte[], byte[]> record = producer.history().get(index);
    assertThat(record.topic()).isEqualTo("ocr.documents");
    return Json.readOwn(record.value(), UploadEvent.class);
  }
}
