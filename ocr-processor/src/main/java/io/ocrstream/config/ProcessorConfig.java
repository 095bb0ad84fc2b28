/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Settings of the stream processor. */
public interface ProcessorConfig {
  @Doc(
      "Application id: names the consumer group, the state and the internal topics,"
          + " after `ocr.kafka.topic-prefix`. Use the same value for all instances.")
  @Default("ocr-processor")
  String applicationId();

  @Doc("Processing guarantee: `exactly-once` or `at-least-once`.")
  @Default("exactly-once")
  Guarantee guarantee();

  @Doc(
      "Source of answers as CloudEvents, such as `/ocr/production`. If set, results and"
          + " failures have the headers of CloudEvents 1.0 in binary content mode; `ce_source`"
          + " is this value.")
  Optional<String> cloudEventSource();

  @Doc(
      "URL of a schema registry with Confluent's API, such as `https://registry:8081`. If set,"
          + " results, failures, review copies and statistics are in Confluent's wire format: a"
          + " zero byte and the 4-byte id of their JSON Schema before the JSON. The processor"
          + " registers the schemas when it starts, and does not start without them.")
  Optional<String> schemaRegistry();

  @Doc(value = "User and password at the schema registry, as `user:password`.", secret = true)
  Optional<String> schemaRegistryLogin();

  @Doc("Number of stream threads of this instance.")
  @Default("2")
  @Range(min = "1", max = "64")
  int threads();

  @Doc("Commit interval. With `exactly-once`, it makes up most of an answer's latency.")
  @Default("25ms")
  @Range(min = "1ms", max = "30s")
  Duration commitInterval();

  @Doc(
      "Session timeout: how long an instance may be silent before other instances take"
          + " over its partitions. Brokers allow 6s to 30m by default.")
  @Default("6s")
  @Range(min = "1s", max = "5m")
  Duration sessionTimeout();

  @Doc(
      "Folder of the local state stores. It must belong to this user only and is"
          + " created (0700) if it is missing.")
  @Default("${java.io.tmpdir}/ocr-${user.name}/state")
  Path stateDir();

  @Doc(
      "Number of standby replicas of the state on other instances. Standby replicas"
          + " shorten a take-over.")
  @Default("0")
  @Range(min = "0", max = "3")
  int standbyReplicas();

  @Doc("Largest event that is parsed. Larger events become dead letters.")
  @Default("256KiB")
  @Range(min = "1KiB", max = "1MiB")
  DataSize maxEventBytes();

  @Doc("Maximum number of records in one notification.")
  @Default("1000")
  @Range(min = "1", max = "10000")
  int maxEventsPerRecord();

  @Doc(
      "Event sources (`eventSource`) whose notifications contain object keys as plain"
          + " text, separated by commas. AWS S3 and MinIO URL-encode object keys, Ceph does"
          + " not.")
  @Default("ceph:s3")
  List<String> plainKeySources();

  @Doc(
      "Maximum number of waiters that are answered in one batch before other events are"
          + " processed.")
  @Default("200")
  @Range(min = "1", max = "10000")
  int answersPerSlice();

  @Doc("How long a landed flight answers late events from the state store.")
  @Default("15s")
  @Range(min = "0s", max = "10m")
  Duration landedGrace();

  @Doc("Minimum age of a task before it can be considered lost.")
  @Default("30s")
  @Range(min = "1s", max = "1h")
  Duration lossGrace();

  @Doc("Interval between checks for lost tasks.")
  @Default("10s")
  @Range(min = "100ms", max = "10m")
  Duration lossCheckInterval();

  @Doc("Maximum number of times a task is sent. After that, its waiters fail.")
  @Default("3")
  @Range(min = "1", max = "10")
  int taskAttempts();

  /** Defines how often an event is answered after a crash. */
  enum Guarantee {
    /** Exactly one answer is visible to consumers that read committed records. */
    EXACTLY_ONCE,
    /** At least one answer, with lower latency. */
    AT_LEAST_ONCE
  }
}
