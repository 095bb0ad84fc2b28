/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.kafka;

import static org.apache.kafka.common.acl.AclOperation.ALTER;
import static org.apache.kafka.common.acl.AclOperation.ALTER_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DELETE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;

import io.ocrstream.contracts.KafkaNames;
import io.ocrstream.contracts.ShareGroup;
import io.ocrstream.contracts.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;

/**
 * The clients of the cluster, each with the minimum of rights that it needs. Roles check their
 * rights at the start, the documentation lists them, and a test runs everything with these rights
 * alone.
 */
public enum KafkaRole {
  /** Writes events. */
  SENDER("sender of events"),
  /** Reads answers in a consumer group of its own. */
  READER("reader of answers"),
  /** Runs the topology. */
  PROCESSOR("processor"),
  /** The additional rights of a processor with the web page. */
  PAGE("processor with the web page, besides"),
  /** Takes tasks. */
  WORKER("worker"),
  /** Writes events, and reads answers without a consumer group. */
  GATEWAY("gateway"),
  /** Creates topics and sets the share groups' settings. */
  TOPICS("`ocr topics create`"),
  /** Reads failures and dead letters, and publishes their events again. */
  FAILURES("`ocr failures`, `ocr dead-letters`"),
  /** Reads answers, and the records that led to them. */
  INSPECTOR("`ocr tail`, `ocr inspect`"),
  /** Fills the cache from completions, and finds the content hashes of a document. */
  CACHE("`ocr cache warm`, `ocr cache forget --document`");

  /** Placeholder for the consumer group of a reader of answers. */
  public static final String READERS_GROUP = "answer-readers";

  private final String title;

  KafkaRole(String title) {
    this.title = title;
  }

  /** Returns the name of this role in messages. */
  public String title() {
    return title;
  }

  /**
   * Returns all rights of this role, one for each resource.
   *
   * @param names names of the installation's topics and groups
   * @param applicationId the topology's application id, without the installation's prefix; it
   *     prefixes the internal topics and transactional ids
   */
  public List<KafkaRight> rights(KafkaNames names, String applicationId) {
    List<KafkaRight> rights = new ArrayList<>(ofRecords(names));
    rights.addAll(
        switch (this) {
          case SENDER, PAGE, GATEWAY, FAILURES, INSPECTOR, CACHE -> List.of();
          case READER -> List.of(KafkaRight.to(ResourceType.GROUP, READERS_GROUP, READ));
          case PROCESSOR -> processor(names, names.application(applicationId));
          case WORKER -> worker(names);
          case TOPICS -> topics(names, names.application(applicationId));
        });
    return KafkaRight.merged(rights);
  }

  /** The roles that write and read the records of a topic. */
  private record Traffic(Set<KafkaRole> writers, Set<KafkaRole> readers) {}

  /**
   * Returns the roles that use a topic. The switch is exhaustive, so a new topic does not compile
   * without them.
   */
  private static Traffic traffic(Topic topic) {
    return switch (topic) {
      case DOCUMENTS ->
          new Traffic(Set.of(SENDER, GATEWAY, FAILURES), Set.of(PROCESSOR, FAILURES, INSPECTOR));
      case RESULTS ->
          new Traffic(Set.of(PROCESSOR), Set.of(READER, PAGE, GATEWAY, INSPECTOR, CACHE));
      case FAILURES ->
          new Traffic(Set.of(PROCESSOR), Set.of(READER, PAGE, GATEWAY, FAILURES, INSPECTOR));
      case REVIEW -> new Traffic(Set.of(PROCESSOR), Set.of(READER));
      case DEAD_LETTERS -> new Traffic(Set.of(PROCESSOR), Set.of(FAILURES));
      // The processor does not process tasks. It reads the age of the oldest unfinished task.
      case IDENTIFY, RECOGNISE ->
          new Traffic(Set.of(PROCESSOR), Set.of(PROCESSOR, WORKER, INSPECTOR));
      case IDENTIFIED -> new Traffic(Set.of(WORKER), Set.of(PROCESSOR, INSPECTOR));
      case RECOGNISED -> new Traffic(Set.of(WORKER), Set.of(PROCESSOR, INSPECTOR, CACHE));
      // Each role shows the whole cluster's statistics on /ocr/stats.
      case STATS -> new Traffic(Set.of(PROCESSOR), Set.of(PROCESSOR, WORKER, GATEWAY, READER));
    };
  }

  private List<KafkaRight> ofRecords(KafkaNames names) {
    List<KafkaRight> rights = new ArrayList<>();
    for (Topic topic : Topic.values()) {
      Traffic traffic = traffic(topic);
      if (traffic.writers().contains(this)) {
        rights.add(topic(names, topic, WRITE, DESCRIBE));
      }
      if (traffic.readers().contains(this)) {
        rights.add(topic(names, topic, READ, DESCRIBE));
      }
    }
    return rights;
  }

  private static List<KafkaRight> processor(KafkaNames names, String applicationId) {
    String prefix = applicationId + "-";
    List<KafkaRight> rights = new ArrayList<>(checked(names));
    rights.add(
        KafkaRight.toAll(
            ResourceType.TOPIC,
            prefix,
            CREATE,
            READ,
            WRITE,
            DELETE,
            ALTER,
            DESCRIBE,
            DESCRIBE_CONFIGS));
    rights.add(KafkaRight.to(ResourceType.GROUP, applicationId, READ, DESCRIBE));
    rights.add(KafkaRight.toAll(ResourceType.TRANSACTIONAL_ID, prefix, WRITE, DESCRIBE));
    for (ShareGroup group : ShareGroup.values()) {
      rights.add(group(names, group, DESCRIBE));
    }
    return rights;
  }

  private static List<KafkaRight> worker(KafkaNames names) {
    List<KafkaRight> rights = new ArrayList<>(checked(names));
    for (ShareGroup group : ShareGroup.values()) {
      rights.add(group(names, group, READ, DESCRIBE));
    }
    return rights;
  }

  private static List<KafkaRight> topics(KafkaNames names, String applicationId) {
    List<KafkaRight> rights = new ArrayList<>();
    rights.add(KafkaRight.toAll(ResourceType.TOPIC, applicationId + "-", ALTER, DESCRIBE));
    for (Topic topic : Topic.values()) {
      rights.add(topic(names, topic, CREATE));
    }
    for (ShareGroup group : ShareGroup.values()) {
      rights.add(group(names, group, ALTER_CONFIGS));
    }
    rights.addAll(checked(names));
    return rights;
  }

  /** Returns the rights that {@link ClusterCheck} needs to describe all topics and share groups. */
  private static List<KafkaRight> checked(KafkaNames names) {
    List<KafkaRight> rights = new ArrayList<>();
    for (Topic topic : Topic.values()) {
      rights.add(topic(names, topic, DESCRIBE, DESCRIBE_CONFIGS));
    }
    for (ShareGroup group : ShareGroup.values()) {
      rights.add(group(names, group, DESCRIBE_CONFIGS));
    }
    return rights;
  }

  private static KafkaRight topic(
      KafkaNames names, Topic topic, AclOperation first, AclOperation... more) {
    return KafkaRight.to(ResourceType.TOPIC, names.of(topic), first, more);
  }

  private static KafkaRight group(
      KafkaNames names, ShareGroup group, AclOperation first, AclOperation... more) {
    return KafkaRight.to(ResourceType.GROUP, names.of(group), first, more);
  }
}
