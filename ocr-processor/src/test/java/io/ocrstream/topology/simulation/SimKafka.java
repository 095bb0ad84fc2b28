/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.simulation;

import io.ocrstream.contracts.Topic;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The topics, including those between the topology's parts. */
final class SimKafka {
  /** Number of partitions of each partitioned topic, enough to separate keys. */
  static final int PARTITIONS = 2;

  static final String BY_LOCATION = "requests-by-location";
  static final String BY_CONTENT = "requests-by-content";
  static final String IDENTIFIED_BY_CONTENT = "identified-by-content";

  private final Map<String, List<SimLog>> logs = new HashMap<>();

  List<SimLog> partitions(String topic) {
    return logs.computeIfAbsent(
        topic, t -> IntStream.range(0, PARTITIONS).mapToObj(i -> new SimLog(t, i)).toList());
  }

  List<SimLog> partitions(Topic topic) {
    return partitions(topic.topicName());
  }

  /** Returns the partition of a key: the same for all topics. */
  SimLog partition(String topic, byte[] key) {
    return partitions(topic).get(Math.floorMod(Arrays.hashCode(key), PARTITIONS));
  }
}
