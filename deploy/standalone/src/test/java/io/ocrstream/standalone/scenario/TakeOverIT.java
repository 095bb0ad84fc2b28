/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a killed processor left open does not keep consumers and its successor waiting. */
class TakeOverIT {
  @TempDir private Path folder = Path.of("unset");

  @Test
  void shouldAbortWhatADeadProcessorLeftOpenAndNothingElse() throws Exception {
    try (TestCluster cluster = TestCluster.start(folder, Map.of());
        Admin admin = Admin.create(cluster.client())) {
      String application = cluster.prefix() + "ocr-processor-";
      String dead = application + UUID.randomUUID() + "-1";
      String other = application + "reports";
      try (Producer<byte[], byte[]> left = leaveOpen(cluster, dead, "ocr.results");
          Producer<byte[], byte[]> open = leaveOpen(cluster, other, "ocr.dead-letters");
          Sender sender = new Sender(cluster, "none")) {
        assertThat(ongoing(admin)).contains(dead, other);
        cluster.processor("processor");
        cluster.awaitAnswers(List.of(sender.marker(0, "answered")));
        await("the dead processor's transaction is aborted")
            .until(() -> !ongoing(admin).contains(dead));
        assertThat(ongoing(admin)).contains(other);
        open.abortTransaction();
        assertThatThrownBy(left::commitTransaction).isInstanceOf(KafkaException.class);
      }
    }
  }

  /** Its timeout is longer than any test. */
  private static Producer<byte[], byte[]> leaveOpen(TestCluster cluster, String id, String topic)
      throws Exception {
    Producer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                cluster.kafka().bootstrapServers(),
                "transactional.id",
                id,
                "transaction.timeout.ms",
                "900000"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    producer.initTransactions();
    producer.beginTransaction();
    byte[] value = "{\"event_id\":\"never\"}".getBytes(UTF_8);
    var unused = producer.send(new ProducerRecord<>(cluster.prefix() + topic, value)).get();
    return producer;
  }

  private static List<String> ongoing(Admin admin) throws Exception {
    return admin
        .listTransactions(
            new ListTransactionsOptions().filterStates(List.of(TransactionState.ONGOING)))
        .all()
        .get()
        .stream()
        .map(TransactionListing::transactionalId)
        .toList();
  }
}
