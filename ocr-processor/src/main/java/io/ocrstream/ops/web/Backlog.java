/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops.web;

import io.ocrstream.concurrent.DaemonThreads;
import io.ocrstream.contracts.KafkaNames;
import io.ocrstream.contracts.ShareGroup;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.SharePartitionOffsetInfo;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls the broker for the backlog and the members of the share groups in the whole cluster. Each
 * slot of a worker is a member.
 *
 * <p><b>Threading:</b> its own thread polls; any thread reads. <b>Fails:</b> a backlog that cannot
 * be read is missing.
 */
final class Backlog implements AutoCloseable {
  /** Interval between polls. */
  static final Duration PERIOD = Duration.ofSeconds(2);

  private static final Logger LOG = LoggerFactory.getLogger(Backlog.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final Admin admin;
  private final KafkaNames names;
  private final ScheduledExecutorService asking =
      Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("page-backlog"));
  private volatile Map<String, Long> tasks = Map.of();
  private volatile Map<String, Long> slots = Map.of();

  private Backlog(Admin admin, KafkaNames names) {
    this.admin = admin;
    this.names = names;
  }

  /** Starts to poll with this client configuration. */
  static Backlog start(Map<String, Object> client, KafkaNames names) {
    Backlog backlog = new Backlog(Admin.create(client), names);
    var unused =
        backlog.asking.scheduleWithFixedDelay(
            backlog::ask, 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    return backlog;
  }

  /** Returns the number of tasks by kind; an unknown kind is missing. */
  Map<String, Long> tasks() {
    return tasks;
  }

  /** Returns the number of slots by kind of task; an unknown kind is missing. */
  Map<String, Long> slots() {
    return slots;
  }

  private void ask() {
    Map<String, ListShareGroupOffsetsSpec> groups =
        Arrays.stream(ShareGroup.values())
            .collect(Collectors.toMap(names::of, group -> new ListShareGroupOffsetsSpec()));
    try {
      var answer = admin.listShareGroupOffsets(groups).all();
      var members = admin.describeShareGroups(groups.keySet()).all();
      Map<String, Long> found = new LinkedHashMap<>();
      answer
          .get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
          .forEach((group, offsets) -> found.put(group, sum(offsets.values())));
      tasks = byKind(found);
      Map<String, Long> joined = new LinkedHashMap<>();
      members
          .get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
          .forEach((group, known) -> joined.put(group, (long) known.members().size()));
      slots = byKind(joined);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | java.util.concurrent.TimeoutException | KafkaException e) {
      LOG.debug("The backlog is unknown: {}", e.getClass().getName());
      tasks = Map.of();
      slots = Map.of();
    }
  }

  private static long sum(Iterable<SharePartitionOffsetInfo> partitions) {
    long sum = 0;
    for (SharePartitionOffsetInfo partition : partitions) {
      sum += partition == null ? 0 : partition.lag().orElse(0L);
    }
    return sum;
  }

  private Map<String, Long> byKind(Map<String, Long> byGroup) {
    return Arrays.stream(ShareGroup.values())
        .filter(group -> byGroup.containsKey(names.of(group)))
        .collect(
            Collectors.toMap(
                group -> group.name().toLowerCase(Locale.ROOT),
                group -> byGroup.getOrDefault(names.of(group), 0L),
                Math::max,
                LinkedHashMap::new));
  }

  @Override
  public void close() {
    asking.shutdownNow();
    admin.close(TIMEOUT);
  }
}
