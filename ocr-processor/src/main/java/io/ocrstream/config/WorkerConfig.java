/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.config;

import java.nio.file.Path;
import java.time.Duration;

/** Settings of the workers. */
public interface WorkerConfig {
  @Doc("Number of documents that this worker reads in parallel; 0 uses one per CPU.")
  @Default("0")
  @Range(min = "0", max = "256")
  int recogniseSlots();

  @Doc(
      "Maximum number of slots that read pages of one document in parallel while other"
          + " slots are idle; 0 allows all slots, 1 only the document's own slot.")
  @Default("0")
  @Range(min = "0", max = "256")
  int pageReaders();

  @Doc("Number of locations that this worker identifies in parallel.")
  @Default("8")
  @Range(min = "1", max = "256")
  int identifySlots();

  @Doc("How long running work may continue after SIGTERM before it is released to other workers.")
  @Default("25s")
  @Range(min = "0s", max = "10m")
  Duration drainGrace();

  @Doc("Maximum duration of reading one document with all its pages, after it was fetched.")
  @Default("10m")
  @Range(min = "1s", max = "6h")
  Duration documentTimeout();

  @Doc("Maximum number of attempts to fetch a document while the object store fails.")
  @Default("3")
  @Range(min = "1", max = "10")
  int fetchAttempts();

  @Doc(
      "Maximum delay before the second attempt to fetch; it doubles with each further"
          + " attempt. The actual delay is random, up to this maximum.")
  @Default("400ms")
  @Range(min = "1ms", max = "1m")
  Duration fetchBackoff();

  @Doc("Upper limit of the delay before any attempt to fetch.")
  @Default("10s")
  @Range(min = "1ms", max = "5m")
  Duration fetchMaxBackoff();

  @Doc(
      "How long to hold tasks during an outage of the object store or the engine. After"
          + " that the task is tried once more, and the outcome is its answer.")
  @Default("5m")
  @Range(min = "0s", max = "1h")
  Duration outagePatience();

  @Doc(
      "Percentage of failed attempts at one object store or at the engine that counts"
          + " as an outage.")
  @Default("80")
  @Range(min = "1", max = "100")
  int breakerFailureRate();

  @Doc("Number of attempts over which this percentage is measured.")
  @Default("10")
  @Range(min = "1", max = "10000")
  int breakerWindow();

  @Doc(
      "How long the circuit breaker of an object store or the engine stays open before"
          + " two tasks try again.")
  @Default("5s")
  @Range(min = "10ms", max = "5m")
  Duration breakerOpen();

  @Doc("Largest payload that is cached and published. A larger payload is stored as an object.")
  @Default("7MiB")
  @Range(min = "64KiB", max = "7MiB")
  DataSize maxPayload();

  @Doc(
      "Folder for documents while they are read, and of a gateway for uploads. It must not be on"
          + " a memory file system, must belong to this user only and is created (0700) if it is missing.")
  @Default("${java.io.tmpdir}/ocr-${user.name}/work")
  Path workDir();
}
