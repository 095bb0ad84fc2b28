/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Settings for outputs that are stored as files. */
public interface OutputsConfig {
  @Doc(
      "Location of outputs: `beside` for `<document>.ocr/` next to the document in its"
          + " store, or one URI for all outputs, `file:///folder` or `s3://bucket/prefix`.")
  @Default("beside")
  String location();

  @Doc("Folders that outputs may be written to, including their subfolders; none by default.")
  Optional<List<Path>> fileRoots();

  @Doc(
      "Buckets that outputs may be written to, at the S3 endpoint of the documents;"
          + " none by default.")
  Optional<List<String>> s3Buckets();

  @Doc("Largest text output that is included in the answer. Larger ones are stored as files.")
  @Default("64KiB")
  @Range(min = "0B", max = "1MiB")
  DataSize maxInline();

  @Doc("Largest output. S3 accepts at most 5GiB in one request.")
  @Default("1GiB")
  @Range(min = "1B", max = "5GiB")
  DataSize maxBytes();

  @Doc(
      "Shortest time for which outputs are kept, in whole days; `0d` keeps them for ever. Needs one"
          + " location for all outputs: a prefix in a bucket. `ocr outputs create` applies it to"
          + " the bucket. It must be at least `ocr.cache.ttl` with its variation, and two days"
          + " more, because cache entries and `ocr.recognised` refer to outputs.")
  @Default("0d")
  @Range(min = "0d", max = "3650d")
  Duration retention();

  @Doc("Timeout of one attempt to store an output.")
  @Default("5m")
  @Range(min = "100ms", max = "1h")
  Duration timeout();

  @Doc("Maximum number of attempts to store an output while the object store fails.")
  @Default("3")
  @Range(min = "1", max = "10")
  int attempts();

  @Doc(
      "Maximum delay before the second attempt to store; it doubles with each further"
          + " attempt. The actual delay is random, up to this maximum.")
  @Default("400ms")
  @Range(min = "1ms", max = "1m")
  Duration backoff();

  @Doc("Upper limit of the delay before any attempt to store.")
  @Default("10s")
  @Range(min = "1ms", max = "5m")
  Duration maxBackoff();
}
