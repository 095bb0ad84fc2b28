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
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * What somebody may do with a resource of a Kafka cluster.
 *
 * @param resource a topic, group or transactional id, or how its name begins; share groups are
 *     groups
 * @param operations all that is needed; what an authorizer grants along is named all the same
 */
public record KafkaRight(ResourcePattern resource, Set<AclOperation> operations) {
  private static final String ANY_HOST = "*";

  /** Keeps a copy of the operations, in their own order. */
  public KafkaRight {
    operations = Collections.unmodifiableSet(new TreeSet<>(operations));
  }

  /** To one resource of that name. */
  static KafkaRight to(ResourceType type, String name, AclOperation first, AclOperation... more) {
    return new KafkaRight(
        new ResourcePattern(type, name, PatternType.LITERAL), EnumSet.of(first, more));
  }

  /** To all resources whose names begin so. */
  static KafkaRight toAll(
      ResourceType type, String prefix, AclOperation first, AclOperation... more) {
    return new KafkaRight(
        new ResourcePattern(type, prefix, PatternType.PREFIXED), EnumSet.of(first, more));
  }

  /** One right for each resource, in the order in which they first come. */
  static List<KafkaRight> merged(Collection<KafkaRight> rights) {
    Map<ResourcePattern, Set<AclOperation>> operations = new LinkedHashMap<>();
    for (KafkaRight right : rights) {
      operations.computeIfAbsent(right.resource(), r -> new TreeSet<>()).addAll(right.operations());
    }
    List<KafkaRight> merged = new ArrayList<>();
    operations.forEach((resource, all) -> merged.add(new KafkaRight(resource, all)));
    return List.copyOf(merged);
  }

  /** Whether it is to all names that begin with the resource's. */
  public boolean isPrefixed() {
    return resource.patternType() == PatternType.PREFIXED;
  }

  /** The rules that give it to {@code principal}, such as {@code User:worker}. */
  public List<AclBinding> bindings(String principal) {
    return operations.stream()
        .map(
            operation ->
                new AclBinding(
                    resource,
                    new AccessControlEntry(
                        principal, ANY_HOST, operation, AclPermissionType.ALLOW)))
        .toList();
  }
}
