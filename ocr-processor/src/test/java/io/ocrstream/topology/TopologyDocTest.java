/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.contracts.ShareGroup;
import io.ocrstream.contracts.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.streams.TopologyDescription;
import org.apache.kafka.streams.TopologyDescription.Node;
import org.apache.kafka.streams.TopologyDescription.Processor;
import org.apache.kafka.streams.TopologyDescription.Sink;
import org.apache.kafka.streams.TopologyDescription.Source;
import org.apache.kafka.streams.TopologyDescription.Subtopology;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that {@code docs/topology.md} shows the topology as it is built. */
class TopologyDocTest {
  private static final String COMMAND =
      "mvn -pl ocr-processor -am test -Dtest=TopologyDocTest"
          + " -Dsurefire.failIfNoSpecifiedTests=false -Docr.docs.write=true";

  /** Surefire's working folder is the module's folder. */
  private static final Path FILE = Path.of("..", "docs", "topology.md");

  private static final String DOC =
      """
      # Topology

      <!-- Generated from the topology as it is built: do not edit. `%s` -->

      In the picture, boxes are processors and workers, rounded shapes are topics, and cylinders are state
      stores. Thick arrows go through share groups. Nodes that only select or rename records are left out.
      The description below the picture has them; Kafka Streams prints it. Names of nodes, stores and
      internal topics must not change between releases: a new name would lose the data of the old one.

      ```mermaid
      flowchart LR
      %s```

      ```
      %s```
      """;

  @TempDir private Path folder = Path.of("");

  @Test
  void shouldBeCommittedAsGeneratedWhenTheTopologyChanges() throws IOException {
    String generated = markdown();
    if (Boolean.getBoolean("ocr.docs.write")) {
      Files.writeString(FILE, generated);
    }

    assertThat(FILE).as("docs/topology.md is missing; run: %s", COMMAND).exists();
    assertThat(Files.readString(FILE))
        .as("docs/topology.md is stale; run: %s", COMMAND)
        .isEqualTo(generated);
  }

  @Test
  void shouldShowEveryTopicWhenGenerated() {
    String generated = markdown();
    assertThat(Topic.values())
        .allSatisfy(t -> assertThat(generated).contains("([" + t.topicName() + "])"));
  }

  private String markdown() {
    try (TopologyBench bench = new TopologyBench(folder)) {
      TopologyDescription description = bench.topology.describe();
      return DOC.formatted(COMMAND, picture(description), description);
    }
  }

  /** Sorted, because Kafka's sets have no order. */
  private static String picture(TopologyDescription description) {
    Set<String> lines = new TreeSet<>();
    description.subtopologies().forEach(part -> edges(part, lines));
    for (ShareGroup group : ShareGroup.values()) {
      String worker = box(group.groupId() + " workers");
      lines.add(topic(group.tasks().topicName()) + " ==> " + worker);
      lines.add(worker + " ==> " + topic(group.completions().topicName()));
    }
    return String.join("\n", lines) + "\n";
  }

  /** Draws a subtopology as the one processor that decides where its records go. */
  private static void edges(Subtopology part, Set<String> lines) {
    Node heart =
        Collections.max(
            part.nodes(),
            Comparator.<Node>comparingInt(node -> node.successors().size())
                .thenComparingInt(TopologyDocTest::stores));
    String box = box(heart.name());
    for (Node node : part.nodes()) {
      if (node instanceof Source source) {
        source.topicSet().forEach(name -> lines.add(topic(name) + " --> " + box));
      } else if (node instanceof Sink sink) {
        lines.add(box + " --> " + topic(sink.topic()));
      } else if (node instanceof Processor processor) {
        processor.stores().forEach(store -> lines.add(box + " -.- " + barrel(store)));
      }
    }
  }

  private static int stores(Node node) {
    return node instanceof Processor processor ? processor.stores().size() : 0;
  }

  private static String topic(String name) {
    return id("t", name) + "([" + name + "])";
  }

  private static String box(String name) {
    return id("p", name) + "[" + name + "]";
  }

  private static String barrel(String name) {
    return id("s", name) + "[(" + name + ")]";
  }

  private static String id(String kind, String name) {
    return kind + "_" + name.replaceAll("[^a-z]", "_");
  }
}
