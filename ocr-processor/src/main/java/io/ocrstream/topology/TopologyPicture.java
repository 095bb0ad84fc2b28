/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.TaskMetadata;
import org.apache.kafka.streams.ThreadMetadata;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyDescription;

/**
 * Describes the topology and the tasks that run in this instance, as text and as JSON.
 *
 * <p><b>Threading:</b> any.
 */
public final class TopologyPicture {
  private final TopologyDescription description;
  private final KafkaStreams streams;

  /** Creates the picture of {@code topology}, which {@code streams} runs. */
  public TopologyPicture(Topology topology, KafkaStreams streams) {
    this.description = topology.describe();
    this.streams = streams;
  }

  /** Returns the description by Kafka Streams, followed by the local tasks. */
  public String text() {
    StringBuilder text = new StringBuilder(description.toString()).append("\nTasks:\n");
    tasks().forEach(task -> text.append("   ").append(task).append('\n'));
    return text.toString();
  }

  /** Returns a map with {@code nodes}, {@code edges} and {@code tasks}. */
  public Map<String, Object> json() {
    List<Map<String, Object>> nodes = new ArrayList<>();
    List<Map<String, Object>> edges = new ArrayList<>();
    for (TopologyDescription.Subtopology part : description.subtopologies()) {
      for (TopologyDescription.Node node : part.nodes()) {
        nodes.add(node(part.id(), node));
        node.successors().forEach(next -> edges.add(edge(node.name(), next.name())));
      }
    }
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("nodes", nodes);
    all.put("edges", edges);
    all.put("tasks", tasks());
    return all;
  }

  private static Map<String, Object> edge(String from, String to) {
    Map<String, Object> edge = new LinkedHashMap<>();
    edge.put("from", from);
    edge.put("to", to);
    return edge;
  }

  private static Map<String, Object> node(int part, TopologyDescription.Node node) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", node.name());
    row.put("subtopology", part);
    if (node instanceof TopologyDescription.Source source) {
      Set<String> topics = source.topicSet();
      row.put("type", "source");
      row.put("topics", topics == null ? List.of() : topics.stream().sorted().toList());
    } else if (node instanceof TopologyDescription.Sink sink) {
      row.put("type", "sink");
      row.put("topics", List.of(String.valueOf(sink.topic())));
    } else if (node instanceof TopologyDescription.Processor processor) {
      row.put("type", "processor");
      row.put("stores", processor.stores().stream().sorted().toList());
    }
    return row;
  }

  private List<Map<String, Object>> tasks() {
    List<Map<String, Object>> tasks = new ArrayList<>();
    for (ThreadMetadata thread : streams.metadataForLocalThreads()) {
      add(tasks, "active", thread, thread.activeTasks());
      add(tasks, "standby", thread, thread.standbyTasks());
    }
    return tasks;
  }

  private static void add(
      List<Map<String, Object>> rows,
      String kind,
      ThreadMetadata thread,
      Collection<TaskMetadata> tasks) {
    for (TaskMetadata task : tasks) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("task", task.taskId().toString());
      row.put("kind", kind);
      row.put("thread_state", thread.threadState());
      row.put(
          "partitions", task.topicPartitions().stream().map(Object::toString).sorted().toList());
      rows.add(row);
    }
  }
}
