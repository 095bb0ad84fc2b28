/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.kafka;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.TopicDescription;

/**
 * The internal topics that Kafka Streams creates for the topology. Streams does not change their
 * partition counts afterwards. If a count no longer fits the topic that it derives from, no
 * processor can start.
 *
 * <p><b>Threading:</b> any; blocks for the admin protocol.
 */
final class InternalTopics {
  /** Changelog of the counts of the intake. It has as many partitions as {@code ocr.documents}. */
  private static final String INTAKE_COUNTS = "-intake-counts-changelog";

  /** Topics with as many partitions as the work topics. */
  private static final List<String> OF_WORK =
      List.of(
          "-requests-by-location-repartition",
          "-requests-by-content-repartition",
          "-identified-by-content-repartition",
          "-identify-flights-changelog",
          "-recognise-flights-changelog",
          "-identify-counts-changelog",
          "-recognise-counts-changelog");

  private final Admin admin;
  private final String applicationId;

  InternalTopics(Admin admin, String applicationId) {
    this.admin = admin;
    this.applicationId = applicationId;
  }

  /**
   * Returns the partition counts that do not fit, each with its remedy. Missing topics are not a
   * problem, because Streams creates them.
   *
   * @param documents partitions of {@code ocr.documents}
   * @param work partitions of the work topics
   */
  List<String> problems(int documents, int work) throws InterruptedException, ExecutionException {
    Map<String, Integer> counts = counts();
    List<String> problems = new ArrayList<>();
    int counting = counts.getOrDefault(applicationId + INTAKE_COUNTS, documents);
    if (counting < documents) {
      problems.add(
          "topic %s has %d partitions, and ocr.documents %d; run `ocr topics grow`"
              .formatted(applicationId + INTAKE_COUNTS, counting, documents));
    } else if (counting > documents) {
      problems.add(unmendable(applicationId + INTAKE_COUNTS, counting, documents));
    }
    for (String suffix : OF_WORK) {
      int count = counts.getOrDefault(applicationId + suffix, work);
      if (count != work) {
        problems.add(unmendable(applicationId + suffix, count, work));
      }
    }
    return problems;
  }

  private static String unmendable(String name, int count, int wanted) {
    return ("topic %s has %d partitions, not %d: its keys would no longer be found; create the topics"
            + " again with the old count, or let all work finish and start with another"
            + " ocr.processor.application-id")
        .formatted(name, count, wanted);
  }

  /**
   * Increases the partitions of the one topic that can grow with {@code ocr.documents}. The sums of
   * a new partition start empty.
   *
   * @param documents partitions of {@code ocr.documents}
   * @return whether partitions were added
   */
  boolean grow(int documents) throws InterruptedException, ExecutionException {
    String name = applicationId + INTAKE_COUNTS;
    if (counts().getOrDefault(name, documents) >= documents) {
      return false;
    }
    admin.createPartitions(Map.of(name, NewPartitions.increaseTo(documents))).all().get();
    return true;
  }

  private Map<String, Integer> counts() throws InterruptedException, ExecutionException {
    Set<String> existing = admin.listTopics().names().get();
    List<String> ours = new ArrayList<>(OF_WORK);
    ours.add(INTAKE_COUNTS);
    List<String> names =
        ours.stream().map(suffix -> applicationId + suffix).filter(existing::contains).toList();
    Map<String, TopicDescription> described = admin.describeTopics(names).allTopicNames().get();
    Map<String, Integer> counts = new HashMap<>();
    names.forEach(
        name -> counts.put(name, Objects.requireNonNull(described.get(name)).partitions().size()));
    return counts;
  }
}
