/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.ocrstream.contracts.KafkaNames;
import io.ocrstream.statistics.ClusterStatistics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests two processors and a worker in separate processes, of which one processor is killed during
 * work. {@code ocr.stats} must have exactly the figures that a read-committed consumer counts in
 * the answers, and every process must report them.
 */
class StatisticsIT {
  private static final int EVENTS = 120;
  private static final int DOCUMENTS = 10;
  private static final int ANSWERS_BEFORE_THE_KILL = 20;
  private static final Duration PATIENCE = Duration.ofSeconds(100);
  private static final List<String> FIGURES = List.of("hits", "ocr", "coalesced", "dead_letters");

  @TempDir private Path folder = Path.of("unset");

  @Test
  void shouldTellExactlyWhatWasAnsweredWhenAProcessorIsKilled() throws Exception {
    try (TestCluster cluster = TestCluster.start(folder, Map.of());
        Ledger dead = cluster.ledger("ocr.dead-letters");
        Ledger told = cluster.ledger("ocr.stats")) {
      ChildRole killed = cluster.child("processor", "processor-1", Map.of());
      ChildRole left = cluster.child("processor", "processor-2", Map.of());
      ChildRole worker = cluster.child("worker", "worker", Map.of());
      for (ChildRole role : List.of(killed, left, worker)) {
        role.awaitRunning();
      }
      List<String> events = publish(cluster);
      await("the work has begun")
          .until(
              () -> {
                cluster.ledger().poll();
                return cluster.ledger().answered().size() >= ANSWERS_BEFORE_THE_KILL;
              });
      killed.kill();
      assertThat(cluster.ledger().answered()).as("killed in the middle").hasSizeLessThan(EVENTS);
      cluster.awaitAnswers(events, PATIENCE);

      await("all is told").until(() -> counted(cluster, dead).equals(totals(told)));
      assertThat(minutes(told)).as("the minutes' sums").isEqualTo(counted(cluster, dead));
      for (ChildRole role : List.of(left, worker)) {
        await("it has heard").until(() -> says(role, counted(cluster, dead)));
      }
    }
  }

  @Test
  void shouldSayThatNothingIsKnownWhenThereIsNoTopicAndNoRecord() throws Exception {
    try (TestCluster cluster = TestCluster.start(folder, Map.of());
        Admin admin = Admin.create(cluster.client())) {
      assertState(cluster, ClusterStatistics.State.EMPTY);
      admin.deleteTopics(Set.of(cluster.prefix() + "ocr.stats")).all().get();
      assertState(cluster, ClusterStatistics.State.MISSING);
    }
  }

  private static void assertState(TestCluster cluster, ClusterStatistics.State state)
      throws Exception {
    try (ClusterStatistics statistics =
        ClusterStatistics.follow(new KafkaNames(cluster.prefix()), cluster.client())) {
      await("it is " + state).until(() -> statistics.state() == state);
      assertThat(statistics.latest()).isEmpty();
    }
  }

  /** Publishes hits, misses, events that wait for a reading, failures and dead letters. */
  private static List<String> publish(TestCluster cluster) throws Exception {
    List<String> events = new ArrayList<>();
    for (int i = 0; i < EVENTS; i++) {
      if (i % 20 == 7) {
        cluster.uploads().publishBytes(("no event " + i).getBytes(UTF_8));
      }
      if (i % 20 == 3) {
        events.add(cluster.uploads().publish("file:///not/allowed/" + i));
      } else {
        byte[] page = Pages.line(i % DOCUMENTS);
        String uri = cluster.uploads().put("page-" + i % DOCUMENTS + ".png", page);
        events.add(cluster.uploads().publish(uri, "sha256:" + Audit.sha256(page)));
      }
    }
    cluster.uploads().flush();
    return events;
  }

  /** Counts the answers on the topics. */
  private static Map<String, Long> counted(TestCluster cluster, Ledger dead) {
    cluster.ledger().catchUp();
    dead.catchUp();
    Map<String, Long> counts = new TreeMap<>();
    FIGURES.forEach(name -> counts.put(name, 0L));
    for (Answer answer : cluster.ledger().answers()) {
      String name = !answer.isResult() ? answer.code() : answer.source();
      counts.merge(name.equals("cache") ? "hits" : name, 1L, Long::sum);
    }
    counts.put("dead_letters", (long) dead.of("ocr.dead-letters").size());
    return counts;
  }

  /** Returns the totals of the last record. */
  private static Map<String, Long> totals(Ledger told) {
    told.catchUp();
    List<ConsumerRecord<byte[], byte[]>> records = told.of("ocr.stats");
    return records.isEmpty()
        ? Map.of()
        : counts(Answer.json(records.get(records.size() - 1).value()).path("totals"));
  }

  /** Returns the sums of the last records of all minutes. */
  private static Map<String, Long> minutes(Ledger told) {
    Map<String, JsonNode> last = new HashMap<>();
    told.of("ocr.stats")
        .forEach(record -> last.put(new String(record.key(), UTF_8), Answer.json(record.value())));
    Map<String, Long> sums = new TreeMap<>();
    last.values()
        .forEach(
            minute ->
                counts(minute.path("figures"))
                    .forEach((name, count) -> sums.merge(name, count, Long::sum)));
    return sums;
  }

  private static Map<String, Long> counts(JsonNode figures) {
    Map<String, Long> counts = new TreeMap<>();
    FIGURES.forEach(name -> counts.put(name, figures.path(name).longValue()));
    figures
        .path("failures")
        .properties()
        .forEach(code -> counts.put(code.getKey(), code.getValue().longValue()));
    return counts;
  }

  private static boolean says(ChildRole role, Map<String, Long> counted) throws Exception {
    JsonNode stats = Answer.json(role.get("/ocr/stats").body().getBytes(UTF_8));
    long all = counted.values().stream().mapToLong(Long::longValue).sum();
    long failures = stats.path("failures").longValue();
    return stats.path("statistics").asText().equals("following")
        && stats.path("scope").asText().equals("cluster")
        && stats.path("hits").longValue() == counted.getOrDefault("hits", 0L)
        && stats.path("coalesced").longValue() == counted.getOrDefault("coalesced", 0L)
        && stats.path("hits").longValue() + stats.path("misses").longValue() + failures
            == all - counted.getOrDefault("dead_letters", 0L)
        && failures > 0;
  }
}
