/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.config;

import java.time.Duration;

/** Settings for the creation of topics. */
public interface TopicsConfig {
  @Doc("Number of partitions of the topics that other programs write or read.")
  @Default("8")
  @Range(min = "1", max = "1000")
  int entryPartitions();

  @Doc("Number of partitions of each task topic and completion topic.")
  @Default("8")
  @Range(min = "1", max = "1000")
  int workPartitions();

  @Doc("Replication factor of each topic; -1 uses the broker's default.")
  @Default("-1")
  @Range(min = "-1", max = "10")
  int replicationFactor();

  @Doc(
      "Whether a copy of each result that needs review is written to `ocr.review`. Run"
          + " `ocr topics create` after you set it.")
  @Default("false")
  boolean review();

  @Doc(
      "Maximum number of deliveries of a task. The worker gives up the task at its last"
          + " delivery.")
  @Default("5")
  @Range(min = "2", max = "10")
  int deliveryLimit();

  @Doc(
      "Lock duration of a task: how long a worker holds a task without renewing its"
          + " lock before another worker gets it. Brokers allow 15s to 60s by default.")
  @Default("15s")
  @Range(min = "1s", max = "1h")
  Duration lockDuration();

  @Doc(
      "Session timeout of a worker: how long a worker that died keeps its share of the task"
          + " partitions from others; 0s uses the brokers' default of 45s. Brokers allow 45s"
          + " to 60s unless their `group.share.min.session.timeout.ms` and"
          + " `group.share.min.heartbeat.interval.ms` are lower.")
  @Default("0s")
  @Range(min = "0s", max = "5m")
  Duration workerSessionTimeout();
}
