/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.kafka;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigsOptions;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.resource.ResourceType;
import org.jspecify.annotations.Nullable;

/**
 * Checks that the brokers grant the rights of a role, before the role starts work that it could not
 * finish.
 *
 * <p>The check changes nothing. Brokers report the permitted operations of an existing topic. Other
 * rights are checked with requests that cannot take effect. A right to a prefix is checked with one
 * name that has the prefix. The right to write transactions cannot be checked, only the right to
 * describe them.
 *
 * <p><b>Threading:</b> any; blocks for the admin protocol.
 */
final class RightsCheck {
  /** Suffix of names that do not exist: no other name ends so. */
  private static final String PROBE = "rights-check";

  private final Admin admin;

  RightsCheck(Admin admin) {
    this.admin = admin;
  }

  /**
   * Checks all rights of a role.
   *
   * @throws ClusterProblems with one sentence for each resource on which {@code role} lacks an
   *     operation
   */
  void require(KafkaRole role, Collection<KafkaRight> rights)
      throws InterruptedException, ExecutionException {
    List<String> missing = new ArrayList<>();
    for (KafkaRight right : rights) {
      Set<AclOperation> lacking = lacking(right);
      if (!lacking.isEmpty()) {
        missing.add(sentence(role, right, lacking));
      }
    }
    if (!missing.isEmpty()) {
      throw new ClusterProblems(missing);
    }
  }

  private static String sentence(KafkaRole role, KafkaRight right, Set<AclOperation> lacking) {
    return "%s: no right to %s on %s %s%s; grant it, see docs/least-privilege.md"
        .formatted(
            role.title(),
            lacking,
            right.resource().resourceType().name().toLowerCase(Locale.ROOT).replace('_', ' '),
            right.resource().name(),
            right.isPrefixed() ? "*" : "");
  }

  private Set<AclOperation> lacking(KafkaRight right)
      throws InterruptedException, ExecutionException {
    if (right.resource().resourceType() == ResourceType.TOPIC && !right.isPrefixed()) {
      return lackingOfTopic(right);
    }
    Set<AclOperation> lacking = new TreeSet<>();
    for (AclOperation operation : right.operations()) {
      if (isRefused(right, operation)) {
        lacking.add(operation);
      }
    }
    return lacking;
  }

  private Set<AclOperation> lackingOfTopic(KafkaRight right)
      throws InterruptedException, ExecutionException {
    String name = right.resource().name();
    try {
      Set<AclOperation> granted = granted(name);
      Set<AclOperation> lacking = new TreeSet<>(right.operations());
      lacking.removeAll(granted == null ? right.operations() : granted);
      return lacking;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TopicAuthorizationException) {
        // Any right to a topic implies the right to describe it.
        return right.operations();
      }
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return right.operations().contains(AclOperation.CREATE) && refuses(create(name))
            ? EnumSet.of(AclOperation.CREATE)
            : Set.of();
      }
      throw e;
    }
  }

  /** Returns the permitted operations of a topic, or null if the brokers do not report them. */
  private @Nullable Set<AclOperation> granted(String topic)
      throws InterruptedException, ExecutionException {
    DescribeTopicsOptions options = new DescribeTopicsOptions().includeAuthorizedOperations(true);
    Map<String, TopicDescription> found =
        admin.describeTopics(List.of(topic), options).allTopicNames().get();
    return Objects.requireNonNull(found.get(topic)).authorizedOperations();
  }

  private boolean isRefused(KafkaRight right, AclOperation operation)
      throws InterruptedException, ExecutionException {
    String name = right.resource().name();
    return switch (right.resource().resourceType()) {
      case TOPIC -> operation == AclOperation.CREATE && refuses(create(name + PROBE));
      case TRANSACTIONAL_ID ->
          operation == AclOperation.DESCRIBE
              && refuses(
                  admin.describeTransactions(List.of(name + PROBE)).description(name + PROBE));
      case GROUP -> isRefusedOfGroup(name, operation);
      default -> throw new IllegalArgumentException("no way to ask of " + right);
    };
  }

  private boolean isRefusedOfGroup(String group, AclOperation operation)
      throws InterruptedException, ExecutionException {
    return switch (operation) {
      case READ -> refusesCommit(group);
      case DESCRIBE -> refuses(admin.describeConsumerGroups(List.of(group)).all());
      case DESCRIBE_CONFIGS -> refuses(admin.describeConfigs(List.of(resource(group))).all());
      case ALTER_CONFIGS -> refuses(set(group));
      default -> throw new IllegalArgumentException("no way to ask for " + operation);
    };
  }

  private KafkaFuture<Void> create(String topic) {
    NewTopic probe = new NewTopic(topic, Optional.empty(), Optional.empty());
    return admin.createTopics(List.of(probe), new CreateTopicsOptions().validateOnly(true)).all();
  }

  private KafkaFuture<Void> set(String group) {
    AlterConfigOp probe =
        new AlterConfigOp(
            new ConfigEntry(TopicsAdmin.ISOLATION, "read_committed"), AlterConfigOp.OpType.SET);
    return admin
        .incrementalAlterConfigs(
            Map.of(resource(group), List.of(probe)), new AlterConfigsOptions().validateOnly(true))
        .all();
  }

  /**
   * Returns whether the brokers refuse a commit by the group. The offset is for a missing topic and
   * is never stored. Brokers check the right to the group first.
   */
  private boolean refusesCommit(String group) throws InterruptedException, ExecutionException {
    TopicPartition nowhere = new TopicPartition(group + "-" + PROBE, 0);
    try {
      var unused =
          admin
              .alterConsumerGroupOffsets(group, Map.of(nowhere, new OffsetAndMetadata(0)))
              .all()
              .get();
      return false;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TopicAuthorizationException) {
        return false;
      }
      return isRefusal(e);
    }
  }

  private static ConfigResource resource(String group) {
    return new ConfigResource(ConfigResource.Type.GROUP, group);
  }

  private static boolean refuses(KafkaFuture<?> answer)
      throws InterruptedException, ExecutionException {
    try {
      var unused = answer.get();
      return false;
    } catch (ExecutionException e) {
      return isRefusal(e);
    }
  }

  /**
   * Returns whether the exception reports a missing right. Returns false if it reports a missing
   * resource.
   *
   * @throws ExecutionException the given exception, if it is neither of these
   */
  private static boolean isRefusal(ExecutionException e) throws ExecutionException {
    Throwable cause = e.getCause();
    if (cause instanceof AuthorizationException) {
      return true;
    }
    if (cause instanceof GroupIdNotFoundException
        || cause instanceof TransactionalIdNotFoundException
        || cause instanceof UnknownTopicOrPartitionException) {
      return false;
    }
    throw e;
  }
}
