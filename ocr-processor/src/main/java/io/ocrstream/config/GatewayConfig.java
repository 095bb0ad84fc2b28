/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.config;

import java.time.Duration;
import java.util.Optional;

/** Settings of the gateway. */
public interface GatewayConfig {
  @Doc(
      "Place of uploaded documents, `s3://bucket/prefix` or `file:///folder`, which workers must"
          + " be allowed to read (`ocr.content`). Each document is stored once, named by its"
          + " hash. Required for `ocr gateway`.")
  Optional<String> location();

  @Doc(
      value =
          "Access token of the paths under `/ocr` and of `/openapi.json`, at least 16 characters,"
              + " sent as `Authorization: Bearer`. The other endpoints require `ocr.ops.token`. If"
              + " only one of the two is set, it is the token of all paths. None by default.",
      secret = true)
  Optional<String> token();

  @Doc("Tenant of all uploads; none by default.")
  Optional<String> tenant();

  @Doc("Largest upload; `ocr.content.max-bytes` is a limit as well.")
  @Default("100MiB")
  @Range(min = "1B", max = "2GiB")
  DataSize maxBytes();

  @Doc("Maximum duration of an upload.")
  @Default("2m")
  @Range(min = "1s", max = "1h")
  Duration uploadTimeout();

  @Doc(
      "How long a request waits for its answer before it gets a status address; a request can"
          + " ask for less with `wait`.")
  @Default("30s")
  @Range(min = "0s", max = "10m")
  Duration maxWait();

  @Doc("Deadline of an upload's event; after it, no worker starts to read the document.")
  @Default("15m")
  @Range(min = "1s", max = "1d")
  Duration deadline();

  @Doc(
      "Maximum number of parallel uploads; each has a file in `ocr.worker.work-dir`. Others wait"
          + " for their turn.")
  @Default("16")
  @Range(min = "1", max = "256")
  int maxUploads();

  @Doc(
      "Maximum number of requests in progress: those that upload and those that wait for an answer.")
  @Default("256")
  @Range(min = "1", max = "2000")
  int maxWaiting();

  @Doc("Memory for answers, so that a repeated request gets the same one.")
  @Default("64MiB")
  @Range(min = "0B", max = "4GiB")
  DataSize maxRemembered();
}
