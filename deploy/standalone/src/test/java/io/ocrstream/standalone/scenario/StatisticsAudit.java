/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Compares {@code ocr.stats} with the figures that a read-committed consumer counts in the answers.
 *
 * <p><b>Threading:</b> one thread.
 */
final class StatisticsAudit implements AutoCloseable {
  private static final List<String> FIGURES = List.of("hits", "ocr", "coalesced", "dead_letters");

  private final TestCluster cluster;
  private final Ledger dead;
  private final Ledger told;

  /** Reads the topics of {@code cluster} from the beginning. */
  StatisticsAudit(TestCluster cluster) {
    this.cluster = cluster;
    this.dead = cluster.ledger("ocr.dead-letters");
    this.told = cluster.ledger("ocr.stats");
  }

  /** Waits until the topic has exactly the figures of the answers, in total and by minute. */
  void awaitExact() {
    await("all is told").until(() -> counted().equals(totals()));
    assertThat(minutes()).as("the minutes' sums").isEqualTo(counted());
  }

  /** Waits until a process reports the figures. */
  void awaitReportOf(ChildRole role) {
    await("it has heard").until(() -> says(role, counted()));
  }

  /** Counts the answers on the topics. */
  private Map<String, Long> counted() {
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
  private Map<String, Long> totals() {
    told.catchUp();
    List<ConsumerRecord<byte[], byte[]>> records = told.of("ocr.stats");
    return records.isEmpty()
        ? Map.of()
        : counts(Answer.json(records.get(records.size() - 1).value()).path("totals"));
  }

  /** Returns the sums of the last records of all minutes. */
  private Map<String, Long> minutes() {
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
        && (failures > 0) == !FIGURES.containsAll(counted.keySet());
  }

  @Override
  public void close() {
    dead.close();
    told.close();
  }
}
