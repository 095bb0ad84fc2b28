/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ocrstream.embedded.EmbeddedKafka;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Tests that the faults of Kafka really happen to a group. Their effects on the system are tested
 * by the chaos runs.
 */
@Tag("faults")
class KafkaFaultsIT {
  private static final String GROUP = "ocr-processor";
  private static final String TOPIC = "topic";
  private static final int NONE_YET = -1;

  /** Enough to remove every member several times. A coordinator that just moved may miss one. */
  private static final long STORM_MS = 10_000;

  @Test
  void shouldMoveTheCoordinatorAndPutMembersOut() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.temporary(3);
        Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 3))).all().get();
      try (Member member = new Member(kafka.bootstrapServers());
          KafkaFaults faults = new KafkaFaults(kafka, new Random(1), (ms, a) -> member.due(a))) {
        member.awaitJoins(1);
        int before = coordinator(admin);
        faults.inject(InjectedFault.COORDINATOR_MOVE, 1);
        await("another coordinator than " + before)
            .until(
                () -> {
                  member.poll();
                  return !Set.of(before, NONE_YET).contains(coordinator(admin));
                });

        faults.inject(InjectedFault.REBALANCE_STORM, STORM_MS);
        member.awaitJoins(2);
      }
    }
  }

  private static int coordinator(Admin admin) throws Exception {
    try {
      return admin
          .describeConsumerGroups(List.of(GROUP))
          .describedGroups()
          .values()
          .iterator()
          .next()
          .get()
          .coordinator()
          .id();
    } catch (ExecutionException e) {
      // A new coordinator knows a group after its followers have caught up.
      assertThat(e).hasCauseInstanceOf(GroupIdNotFoundException.class);
      return NONE_YET;
    }
  }

  /** A member of the group, which acts later as a plan would. */
  private static final class Member implements AutoCloseable {
    private final AtomicInteger joins = new AtomicInteger();
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Queue<FaultPlan.Action> due = new ArrayDeque<>();

    Member(String servers) {
      consumer =
          new KafkaConsumer<>(
              Map.of("bootstrap.servers", servers, "group.id", GROUP, "heartbeat.interval.ms", 500),
              new ByteArrayDeserializer(),
              new ByteArrayDeserializer());
      consumer.subscribe(
          List.of(TOPIC),
          new ConsumerRebalanceListener() {
            @Override
            public void onPartitionsRevoked(Collection<TopicPartition> gone) {}

            @Override
            public void onPartitionsAssigned(Collection<TopicPartition> here) {
              joins.incrementAndGet();
            }
          });
    }

    void due(FaultPlan.Action action) {
      due.add(action);
    }

    void poll() {
      consumer.poll(Duration.ofMillis(100));
    }

    void awaitJoins(int count) throws Exception {
      await(count + " joins")
          .until(
              () -> {
                if (!due.isEmpty()) {
                  due.remove().run();
                }
                poll();
                return joins.get() >= count;
              });
    }

    @Override
    public void close() {
      consumer.close();
    }
  }
}
