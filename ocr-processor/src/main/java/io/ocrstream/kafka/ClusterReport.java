/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.kafka;

import io.ocrstream.config.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterResult;
import org.apache.kafka.common.KafkaException;

/**
 * Makes the checks of {@link ClusterCheck} one by one, and reports what was found beside what is
 * wrong.
 *
 * <p><b>Threading:</b> any; blocks for the admin protocol. <b>Bounds:</b> {@link #PATIENCE} for
 * each request. <b>Fails:</b> never; failures are problems.
 */
public final class ClusterReport {
  /** Maximum time for a broker to answer one request. */
  static final Duration PATIENCE = Duration.ofSeconds(5);

  private ClusterReport() {}

  /**
   * The result of one check.
   *
   * @param subject what was checked
   * @param found a description for people; empty if there are problems
   * @param problems each as one sentence with its remedy
   */
  public record Part(String subject, String found, List<String> problems) {}

  private interface Check {
    String found() throws ExecutionException, InterruptedException;
  }

  /** Returns one part for each check; only the first if no broker answers. */
  public static List<Part> of(Settings settings, List<KafkaRole> roles)
      throws InterruptedException {
    try (Admin admin = BrokerContact.admin(settings.kafka(), PATIENCE)) {
      List<Part> parts = new ArrayList<>();
      parts.add(part("brokers", () -> brokers(admin.describeCluster())));
      if (parts.get(0).problems().isEmpty()) {
        parts.add(part("features", () -> BrokerFeatures.require(admin)));
        for (KafkaRole role : roles) {
          parts.add(part("rights", () -> rights(admin, role, settings)));
        }
        // A gateway may not describe the topics of others.
        if (!roles.equals(List.of(KafkaRole.GATEWAY))) {
          parts.add(part("topics", () -> topics(ClusterCheck.requireTopics(admin, settings))));
        }
      }
      return parts;
    } catch (KafkaException e) {
      return List.of(new Part("brokers", "", List.of(KafkaErrorMessages.explain(e))));
    }
  }

  private static Part part(String subject, Check check) throws InterruptedException {
    try {
      return new Part(subject, check.found(), List.of());
    } catch (ClusterProblems e) {
      return new Part(subject, "", e.problems());
    } catch (ExecutionException | KafkaException e) {
      return new Part(subject, "", List.of(KafkaErrorMessages.explain(e)));
    }
  }

  private static String brokers(DescribeClusterResult cluster)
      throws ExecutionException, InterruptedException {
    return "%d in cluster %s".formatted(cluster.nodes().get().size(), cluster.clusterId().get());
  }

  private static String rights(Admin admin, KafkaRole role, Settings settings)
      throws ExecutionException, InterruptedException {
    ClusterCheck.requireRights(admin, role, settings);
    return role.title() + ": all granted";
  }

  private static String topics(ClusterCheck.Facts facts) {
    return "%d work partitions, at most %d deliveries of a task"
        .formatted(facts.workPartitions(), facts.deliveryLimit());
  }
}
