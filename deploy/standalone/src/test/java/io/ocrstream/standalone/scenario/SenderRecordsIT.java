/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ocrstream.kafka.FakeSchemaRegistry;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests that no record of a sender ends a stream thread, even if topics have other settings: after
 * each record, events of every partition are answered. Also tests the headers of answers.
 */
class SenderRecordsIT {
  private static final long DAY_MS = Duration.ofDays(1).toMillis();

  @TempDir private Path folder = Path.of("unset");

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  @Test
  void shouldAnswerARecordThatHasNoTimestamp() throws Exception {
    try (TestCluster cluster = TestCluster.start(folder, Map.of());
        Sender sender = new Sender(cluster, "none")) {
      cluster.processor("processor", meters);
      byte[] event = "{\"event_id\":\"timeless\",\"uri\":\"no uri\"}".getBytes(UTF_8);
      var unused = sender.send(0, -1, null, event).get();
      List<String> asked = new ArrayList<>(markers(sender, "after"));
      asked.add("timeless");
      cluster.awaitAnswers(asked);
      assertThat(replaced()).isZero();
    }
  }

  @Test
  void shouldCutADeadLetterThatIsLargerThanARecord() throws Exception {
    try (TestCluster cluster = TestCluster.start(folder, Map.of());
        Sender sender = new Sender(cluster, "zstd");
        Ledger letters = letters(cluster)) {
      cluster.processor("processor", meters);
      cluster.setTopic("ocr.documents", "compression.type", "producer");
      byte[] blanks = new byte[20_000_000];
      Arrays.fill(blanks, (byte) ' ');
      var unused = sender.send(0, new byte[100_000], blanks).get();
      cluster.awaitAnswers(markers(sender, "after"));

      ConsumerRecord<byte[], byte[]> letter = await(letters, l -> true);
      assertThat(letter.value()).hasSizeGreaterThan(8_000_000).hasSizeLessThan(8 << 20);
      assertThat(letter.key()).hasSize(64 * 1024);
      assertThat(header(letter, "ocr.reason")).isEqualTo("TOO_LARGE");
      assertThat(header(letter, "ocr.value-length")).isEqualTo("20000000");
      assertThat(header(letter, "ocr.value-sha256")).isEqualTo(Audit.sha256(blanks));
      assertThat(header(letter, "ocr.key-length")).isEqualTo("100000");
      assertThat(replaced()).isZero();
    }
  }

  @Test
  void shouldWriteDeadLettersToATopicThatIsCompactedAndBoundsTimestamps() throws Exception {
    try (TestCluster cluster = TestCluster.start(folder, Map.of());
        Sender sender = new Sender(cluster, "none");
        Ledger letters = letters(cluster)) {
      cluster.processor("processor", meters);
      cluster.setTopic("ocr.dead-letters", "cleanup.policy", "compact");
      cluster.setTopic("ocr.dead-letters", "message.timestamp.before.max.ms", "3600000");
      long yesterday = System.currentTimeMillis() - DAY_MS;
      var keyless = sender.send(0, null, "{not json".getBytes(UTF_8)).get();
      var old = sender.send(1, yesterday, null, "{not json, old".getBytes(UTF_8)).get();
      var oldest = sender.send(1, 0, null, "{not json, of 1970".getBytes(UTF_8)).get();
      cluster.awaitAnswers(markers(sender, "after"));

      assertThat(await(letters, sentAt(keyless.timestamp())).key())
          .asString(UTF_8)
          .isEqualTo(keyless + "");
      assertThat(await(letters, sentAt(yesterday)).key()).asString(UTF_8).isEqualTo(old + "");
      ConsumerRecord<byte[], byte[]> kept = await(letters, sentAt(0));
      assertThat(kept.key()).asString(UTF_8).isEqualTo(oldest + "");
      assertThat(kept.timestamp()).as("kept from now on").isGreaterThan(yesterday);
      assertThat(replaced()).isZero();
    }
  }

  @Test
  void shouldGoOnWhenBrokersRefuseADeadLetterAndFailTheEventWhoseResultTheyRefuse()
      throws Exception {
    try (TestCluster cluster = TestCluster.start(folder, Map.of());
        Sender sender = new Sender(cluster, "none")) {
      cluster.processor("processor", meters);
      cluster.worker("worker");
      cluster.setTopic("ocr.dead-letters", "max.message.bytes", "100");
      cluster.setTopic("ocr.results", "max.message.bytes", "100");
      var unused = sender.send(0, null, "{not json".getBytes(UTF_8)).get();
      String read = cluster.uploads().publish(cluster.uploads().put("page.png", Pages.line(1)));
      List<String> asked = new ArrayList<>(markers(sender, "after"));
      asked.add(read);
      cluster.awaitAnswers(asked);

      assertThat(cluster.ledger().answer(read).code()).isEqualTo("RESULT_TOO_LARGE");
      assertThat(meters.get("ocr.records.refused").tag("topic", "ocr.results").counter().count())
          .isPositive();
      cluster.setTopic("ocr.results", "max.message.bytes", "8454144");
      String later = cluster.uploads().publish(cluster.uploads().put("page.png", Pages.line(1)));
      cluster.awaitAnswers(List.of(later));
      assertThat(cluster.ledger().answer(later).isResult()).isTrue();
    }
  }

  @Test
  void shouldAnswerOnceAndCopyOnceForReviewAndGoOnWhenBrokersRefuseTheCopy() throws Exception {
    Map<String, String> settings =
        Map.of("ocr.topics.review", "true", "ocr.review.min-confidence", "1");
    try (TestCluster cluster = TestCluster.start(folder, settings);
        Sender sender = new Sender(cluster, "none");
        Ledger copies = cluster.ledger("ocr.review")) {
      cluster.processor("processor", meters);
      cluster.worker("worker");
      String first = cluster.uploads().publish(cluster.uploads().put("page.png", Pages.line(1)));
      cluster.awaitAnswers(List.of(first));
      copies.catchUp();
      assertThat(copies.of("ocr.review"))
          .as("visible with the answer, in the same transaction")
          .extracting(record -> Answer.of(record).eventId())
          .containsExactly(first);

      cluster.setTopic("ocr.review", "max.message.bytes", "100");
      String second = cluster.uploads().publish(cluster.uploads().put("more.png", Pages.line(2)));
      List<String> asked = new ArrayList<>(markers(sender, "after"));
      asked.add(second);
      cluster.awaitAnswers(asked);
      assertThat(cluster.ledger().answer(second).isResult()).isTrue();
      assertThat(meters.get("ocr.records.refused").tag("topic", "ocr.review").counter().count())
          .isPositive();
      copies.catchUp();
      assertThat(copies.of("ocr.review")).hasSize(1);
    }
  }

  @Test
  void shouldAnswerWithCloudEventsAndSchemaIdsIfConfigured() throws Exception {
    String source = "/ocr/production";
    try (FakeSchemaRegistry registry = new FakeSchemaRegistry();
        TestCluster cluster =
            TestCluster.start(
                folder,
                Map.of(
                    "ocr.processor.cloud-event-source",
                    source,
                    "ocr.processor.schema-registry",
                    registry.url()));
        Sender sender = new Sender(cluster, "none")) {
      cluster.processor("processor", meters);
      cluster.worker("worker");
      String read = cluster.uploads().publish(cluster.uploads().put("page.png", Pages.line(1)));
      String unread = sender.marker(0, "failure");
      cluster.awaitAnswers(List.of(read, unread));

      var result = only(cluster.ledger().of("ocr.results"));
      assertThat(headers(result))
          .containsEntry("ce_specversion", "1.0")
          .containsEntry("ce_source", source)
          .containsEntry("ce_type", "io.ocrstream.result.v1")
          .containsEntry("ce_subject", "document of " + read)
          .containsEntry("ce_time", Instant.ofEpochMilli(result.timestamp()).toString())
          .containsEntry("content-type", "application/json");
      assertThat(Answer.of(result).eventId()).isEqualTo(read);
      assertThat(Answer.of(result).text()).as("the value is as always").isEqualTo(Pages.LINE);
      var failure = only(cluster.ledger().of("ocr.failures"));
      assertThat(headers(failure))
          .containsEntry("ce_specversion", "1.0")
          .containsEntry("ce_source", source)
          .containsEntry("ce_type", "io.ocrstream.failure.v1")
          .containsEntry("content-type", "application/json");
      assertThat(Answer.of(failure).eventId()).isEqualTo(unread);
      assertThat(List.of(header(result, "ce_id"), header(failure, "ce_id")))
          .doesNotHaveDuplicates()
          .allSatisfy(id -> assertThat(id).matches("[0-9a-f]{64}"));
      assertThat(registry.schema(schemaId(result))).contains("content_hash");
      assertThat(registry.schema(schemaId(failure))).contains("retryable");
    }
  }

  /** Reads the header as Confluent documents it: a zero byte, and the id in four. */
  private static int schemaId(ConsumerRecord<byte[], byte[]> record) {
    ByteBuffer value = ByteBuffer.wrap(record.value());
    assertThat(value.get()).isZero();
    return value.getInt();
  }

  private static ConsumerRecord<byte[], byte[]> only(List<ConsumerRecord<byte[], byte[]>> records) {
    assertThat(records).hasSize(1);
    return records.get(0);
  }

  /** Returns all headers; no name may stand twice. */
  private static Map<String, String> headers(ConsumerRecord<byte[], byte[]> record) {
    Map<String, String> headers = new HashMap<>();
    record
        .headers()
        .forEach(
            header ->
                assertThat(headers.put(header.key(), new String(header.value(), UTF_8)))
                    .as(header.key())
                    .isNull());
    return headers;
  }

  private double replaced() {
    return meters.get("ocr.stream.threads.replaced").counter().count();
  }

  /** Sends one event to each partition. */
  private static List<String> markers(Sender sender, String name) throws Exception {
    List<String> ids = new ArrayList<>();
    for (int partition = 0; partition < ScenarioSettings.PARTITIONS; partition++) {
      ids.add(sender.marker(partition, name + "-" + partition));
    }
    return ids;
  }

  private static Ledger letters(TestCluster cluster) {
    return cluster.ledger("ocr.dead-letters");
  }

  private static Predicate<ConsumerRecord<byte[], byte[]>> sentAt(long time) {
    return letter -> header(letter, "ocr.timestamp").equals(Long.toString(time));
  }

  private static ConsumerRecord<byte[], byte[]> await(
      Ledger letters, Predicate<ConsumerRecord<byte[], byte[]>> wanted) throws Exception {
    Awaitility.await("the dead letter")
        .until(
            () -> {
              letters.poll();
              return letters.of("ocr.dead-letters").stream().anyMatch(wanted);
            });
    return letters.of("ocr.dead-letters").stream().filter(wanted).findFirst().orElseThrow();
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    var header = record.headers().lastHeader(name);
    return header == null ? "none" : new String(header.value(), UTF_8);
  }
}
