/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.KafkaNames;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class AnswerReaderTest {
  private static final String RESULTS = KafkaNames.PLAIN.of(Topic.RESULTS);
  private static final TopicPartition PARTITION = new TopicPartition(RESULTS, 0);
  private static final long FIRST = 10;
  private static final long END = 20;

  /** A topic of one partition whose only record is at the offset. */
  private static Consumer<byte[], byte[]> holding(long offset, byte[] value) {
    MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
    Node node = new Node(0, "localhost", 1);
    consumer.updatePartitions(
        RESULTS,
        List.of(new PartitionInfo(RESULTS, 0, node, new Node[] {node}, new Node[] {node})));
    consumer.updateBeginningOffsets(Map.of(PARTITION, FIRST));
    consumer.updateEndOffsets(Map.of(PARTITION, END));
    consumer.schedulePollTask(
        () -> consumer.addRecord(new ConsumerRecord<>(RESULTS, 0, offset, new byte[0], value)));
    return consumer;
  }

  private static Optional<FailureCode> code(Outcome<byte[]> found) {
    return found.problem().map(problem -> problem.code());
  }

  private static Outcome<byte[]> find(Consumer<byte[], byte[]> consumer, int partition, long at) {
    return new AnswerReader(KafkaNames.PLAIN, () -> consumer)
        .find(new AnswerPosition(partition, at));
  }

  @Test
  void shouldFindTheResultAtAPlaceWithoutItsCredentials() {
    byte[] record = Json.write(Rows.result("d", "https://u:secret@h/k?sig=secret", "text"));

    Outcome<byte[]> found = find(holding(12, record), 0, 12);

    assertThat(new String(found.value().orElseThrow(), UTF_8))
        .contains("https://h/k", "text")
        .doesNotContain("secret");
  }

  @Test
  void shouldSayThatAPlaceHasNoResult() {
    byte[] record = Json.write(Rows.result("d", "s3://b/k", "text"));

    assertThat(code(find(holding(13, record), 0, 12))).hasValue(FailureCode.NOT_FOUND);
    assertThat(code(find(holding(12, record), 0, END))).hasValue(FailureCode.NOT_FOUND);
    assertThat(code(find(holding(12, record), 0, FIRST - 1))).hasValue(FailureCode.NOT_FOUND);
    assertThat(code(find(holding(12, record), 1, 12))).hasValue(FailureCode.NOT_FOUND);
    assertThat(code(find(holding(12, new byte[] {1}), 0, 12))).hasValue(FailureCode.NOT_FOUND);
  }

  @Test
  void shouldNotCallAResultGoneWhenKafkaDoesNotAnswer() {
    MockConsumer<byte[], byte[]> broken = new MockConsumer<>("none");
    broken.setPollException(new KafkaException("no broker"));
    broken.updatePartitions(RESULTS, List.of(new PartitionInfo(RESULTS, 0, null, null, null)));
    broken.updateBeginningOffsets(Map.of(PARTITION, FIRST));
    broken.updateEndOffsets(Map.of(PARTITION, END));

    assertThat(code(find(broken, 0, 12))).hasValue(FailureCode.FETCH_FAILED);
  }

  @Test
  void shouldReadNoMoreThanItsLimitAtOnce() throws Exception {
    CountDownLatch reading = new CountDownLatch(AnswerReader.MAX_AT_ONCE);
    CountDownLatch release = new CountDownLatch(1);
    AnswerReader reader =
        new AnswerReader(
            KafkaNames.PLAIN,
            () -> {
              reading.countDown();
              await().until(() -> release.getCount() == 0);
              return holding(12, new byte[] {1});
            });
    List<Thread> readers = new ArrayList<>();
    for (int i = 0; i < AnswerReader.MAX_AT_ONCE; i++) {
      Thread thread = new Thread(() -> reader.find(new AnswerPosition(0, 12)));
      thread.start();
      readers.add(thread);
    }
    await("as many reads as allowed").until(() -> reading.getCount() == 0);
    assertThat(code(reader.find(new AnswerPosition(0, 12)))).hasValue(FailureCode.FETCH_FAILED);

    release.countDown();
    for (Thread thread : readers) {
      thread.join();
    }
    assertThat(code(reader.find(new AnswerPosition(0, 12)))).hasValue(FailureCode.NOT_FOUND);
  }
}
