/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.progress;

import io.ocrstream.contracts.IdentifyTask;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.KafkaNames;
import io.ocrstream.contracts.RecogniseTask;
import io.ocrstream.contracts.ShareGroup;
import io.ocrstream.contracts.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.SharePartitionOffsetInfo;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@link ShareGroupProgress} from the brokers.
 *
 * <p><b>Threading:</b> one thread.
 */
final class KafkaShareGroupProgress implements ShareGroupProgress {
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration POLL = Duration.ofMillis(100);

  private final Admin admin;
  private final Readers readers;
  private final Flow flow;

  /**
   * The share group and the application of one kind of task.
   *
   * @param group the share group that processes the tasks
   * @param applicationId application id of the topology that processes the completions, without the
   *     installation's prefix
   * @param names names of the installation's topics and groups
   */
  record Flow(ShareGroup group, String applicationId, KafkaNames names) {}

  /**
   * Consumers without a group. The progress changes their assignment and position.
   *
   * @param committed reads committed records
   * @param all reads all records
   */
  record Readers(Consumer<byte[], byte[]> committed, Consumer<byte[], byte[]> all) {}

  /** Creates a progress that reads tasks with {@code readers}. */
  KafkaShareGroupProgress(Admin admin, Readers readers, Flow flow) {
    this.admin = admin;
    this.readers = readers;
    this.flow = flow;
  }

  @Override
  public Map<Integer, Start> starts() throws InterruptedException, ExecutionException {
    String group = flow.names().of(flow.group());
    return byPartition(
        admin
            .listShareGroupOffsets(Map.of(group, new ListShareGroupOffsetsSpec()))
            .partitionsToOffsetInfo(group)
            .get(),
        flow.group().tasks(),
        KafkaShareGroupProgress::start);
  }

  private static Start start(SharePartitionOffsetInfo info) {
    return new Start(info.startOffset(), info.lag().stream().anyMatch(lag -> lag == 0));
  }

  @Override
  public Map<Integer, End> taskEnds() throws InterruptedException, ExecutionException {
    Topic tasks = flow.group().tasks();
    int partitions = partitions(tasks);
    Map<Integer, Long> last = ends(tasks, partitions, IsolationLevel.READ_UNCOMMITTED);
    Map<Integer, End> ends = new HashMap<>();
    ends(tasks, partitions, IsolationLevel.READ_COMMITTED)
        .forEach(
            (partition, stable) ->
                ends.put(partition, new End(stable, last.getOrDefault(partition, stable))));
    return ends;
  }

  @Override
  public Map<Integer, Long> completionEnds() throws InterruptedException, ExecutionException {
    Topic completions = flow.group().completions();
    return ends(completions, partitions(completions), IsolationLevel.READ_COMMITTED);
  }

  @Override
  public Map<Integer, Long> processed() throws InterruptedException, ExecutionException {
    return byPartition(
        admin
            .listConsumerGroupOffsets(flow.names().application(flow.applicationId()))
            .partitionsToOffsetAndMetadata()
            .get(),
        flow.group().completions(),
        at -> at.offset());
  }

  @Override
  public OptionalLong sentAt(int partition, long offset, long end) {
    return sentAt(readers.committed(), partition, offset, end);
  }

  @Override
  public long undecidedSentAt(int partition, End end) {
    return sentAt(readers.all(), partition, end.stable(), end.last()).orElse(0);
  }

  private OptionalLong sentAt(Consumer<byte[], byte[]> reader, int number, long offset, long end) {
    TopicPartition partition = new TopicPartition(flow.names().of(flow.group().tasks()), number);
    reader.assign(List.of(partition));
    reader.seek(partition, Math.max(0, offset));
    long deadline = System.nanoTime() + READ_TIMEOUT.toNanos();
    while (reader.position(partition) < end && System.nanoTime() - deadline < 0) {
      for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
        return OptionalLong.of(sentAt(record.value()));
      }
    }
    // If the end is reached, only transaction markers were left. Otherwise the deadline has passed
    // and the time is unknown.
    return reader.position(partition) < end ? OptionalLong.of(0) : OptionalLong.empty();
  }

  /**
   * Returns the time stated in the task. The record's timestamp is not used: a broker that sets it
   * on append would make each task later than its flight. Returns 0, the oldest possible time, if
   * the record is not a task.
   */
  private long sentAt(byte @Nullable [] task) {
    return switch (flow.group()) {
      case IDENTIFY -> Json.find(task, IdentifyTask.class).map(IdentifyTask::sentAt).orElse(0L);
      case RECOGNISE -> Json.find(task, RecogniseTask.class).map(RecogniseTask::sentAt).orElse(0L);
    };
  }

  private int partitions(Topic topic) throws InterruptedException, ExecutionException {
    String name = flow.names().of(topic);
    return Objects.requireNonNull(
            admin.describeTopics(List.of(name)).allTopicNames().get().get(name))
        .partitions()
        .size();
  }

  private Map<Integer, Long> ends(Topic topic, int partitions, IsolationLevel isolation)
      throws InterruptedException, ExecutionException {
    String name = flow.names().of(topic);
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    for (int partition = 0; partition < partitions; partition++) {
      wanted.put(new TopicPartition(name, partition), OffsetSpec.latest());
    }
    return byPartition(
        admin.listOffsets(wanted, new ListOffsetsOptions(isolation)).all().get(),
        topic,
        found -> found.offset());
  }

  /**
   * Returns the values by partition, for {@code topic} only and without partitions of unknown
   * state.
   */
  private <T, R> Map<Integer, R> byPartition(
      Map<TopicPartition, T> found, Topic topic, Function<T, R> value) {
    return found.entrySet().stream()
        .filter(e -> e.getValue() != null && e.getKey().topic().equals(flow.names().of(topic)))
        .collect(Collectors.toMap(e -> e.getKey().partition(), e -> value.apply(e.getValue())));
  }
}
