/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone;

import static java.util.Objects.requireNonNull;

import io.ocrstream.contracts.ShareGroup;
import io.ocrstream.contracts.Topic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.FeatureUpdate;
import org.apache.kafka.clients.admin.UpdateFeaturesOptions;
import org.apache.kafka.common.config.ConfigResource;

/** Reads and changes the settings of topics and groups on the brokers. */
record BrokerSettings(Admin admin) {
  int partitions(Topic topic) throws Exception {
    String name = topic.topicName();
    return requireNonNull(admin.describeTopics(List.of(name)).topicNameValues().get(name))
        .get()
        .partitions()
        .size();
  }

  void set(ConfigResource resource, String key, String value)
      throws InterruptedException, ExecutionException {
    alter(resource, new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET));
  }

  void alter(ConfigResource resource, AlterConfigOp change)
      throws InterruptedException, ExecutionException {
    admin.incrementalAlterConfigs(Map.of(resource, List.of(change))).all().get();
  }

  Map<ConfigResource, Map<String, String>> everySetting() throws Exception {
    List<ConfigResource> resources = new ArrayList<>();
    Arrays.stream(Topic.values()).forEach(t -> resources.add(topic(t)));
    Arrays.stream(ShareGroup.values()).forEach(g -> resources.add(group(g)));
    Map<ConfigResource, Map<String, String>> all = new HashMap<>();
    admin
        .describeConfigs(resources)
        .all()
        .get()
        .forEach(
            (resource, config) -> {
              Map<String, String> values = new HashMap<>();
              config
                  .entries()
                  .forEach(e -> values.put(e.name(), Optional.ofNullable(e.value()).orElse("")));
              all.put(resource, values);
            });
    return all;
  }

  static ConfigResource topic(Topic topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic.topicName());
  }

  static ConfigResource group(ShareGroup group) {
    return new ConfigResource(ConfigResource.Type.GROUP, group.groupId());
  }

  void setTransactionVersion(int version, FeatureUpdate.UpgradeType change) throws Exception {
    FeatureUpdate update = new FeatureUpdate((short) version, change);
    admin
        .updateFeatures(Map.of("transaction.version", update), new UpdateFeaturesOptions())
        .all()
        .get();
  }
}
