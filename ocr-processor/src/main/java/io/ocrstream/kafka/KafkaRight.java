/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.kafka;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * A set of operations on a resource of a Kafka cluster.
 *
 * @param resource a topic, group or transactional id, or a prefix of its name; share groups are
 *     groups
 * @param operations all operations needed, including those that an authorizer implies
 */
public record KafkaRight(ResourcePattern resource, Set<AclOperation> operations) {

  /** Copies the operations, sorted by their natural order. */
  public KafkaRight {
    operations = Collections.unmodifiableSet(new TreeSet<>(operations));
  }

  /** Returns a right to one resource. */
  static KafkaRight to(ResourceType type, String name, AclOperation first, AclOperation... more) {
    return new KafkaRight(
        new ResourcePattern(type, name, PatternType.LITERAL), EnumSet.of(first, more));
  }

  /** Returns a right to all resources whose names have the prefix. */
  static KafkaRight toAll(
      ResourceType type, String prefix, AclOperation first, AclOperation... more) {
    return new KafkaRight(
        new ResourcePattern(type, prefix, PatternType.PREFIXED), EnumSet.of(first, more));
  }

  /** Merges rights to one for each resource, in the order of first occurrence. */
  static List<KafkaRight> merged(Collection<KafkaRight> rights) {
    Map<ResourcePattern, Set<AclOperation>> operations = new LinkedHashMap<>();
    for (KafkaRight right : rights) {
      operations.computeIfAbsent(right.resource(), r -> new TreeSet<>()).addAll(right.operations());
    }
    List<KafkaRight> merged = new ArrayList<>();
    operations.forEach((resource, all) -> merged.add(new KafkaRight(resource, all)));
    return List.copyOf(merged);
  }

  /** Returns whether the resource is a prefix of names. */
  public boolean isPrefixed() {
    return resource.patternType() == PatternType.PREFIXED;
  }
}
