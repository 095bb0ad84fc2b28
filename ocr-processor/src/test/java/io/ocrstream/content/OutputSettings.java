/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content;

import io.ocrstream.config.DataSize;
import io.ocrstream.config.OutputsConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Settings for tests: outputs are stored beside their documents, and nothing is allowed unless
 * changed.
 */
public record OutputSettings(
    String location,
    Optional<List<Path>> fileRoots,
    Optional<List<String>> s3Buckets,
    DataSize maxBytes,
    Duration timeout,
    int attempts,
    Duration backoff)
    implements OutputsConfig {
  /** Maximum size of an output in tests. */
  public static final int MAX_BYTES = 100_000;

  @Override
  public DataSize maxInline() {
    return new DataSize(0);
  }

  @Override
  public Duration retention() {
    return Duration.ZERO;
  }

  @Override
  public Duration maxBackoff() {
    return backoff;
  }

  /** Returns settings that allow nothing. */
  public static OutputSettings none() {
    return new OutputSettings(
        OutputPlaces.BESIDE,
        Optional.empty(),
        Optional.empty(),
        new DataSize(MAX_BYTES),
        Duration.ofSeconds(30),
        3,
        Duration.ofMillis(1));
  }

  /** Returns settings that allow output in {@code roots}. */
  public static OutputSettings files(Path... roots) {
    OutputSettings none = none();
    return new OutputSettings(
        none.location,
        Optional.of(List.of(roots)),
        Optional.empty(),
        none.maxBytes,
        none.timeout,
        none.attempts,
        none.backoff);
  }

  /** Returns settings that allow output in {@code buckets}. */
  public static OutputSettings buckets(String... buckets) {
    OutputSettings none = none();
    return new OutputSettings(
        none.location,
        Optional.empty(),
        Optional.of(List.of(buckets)),
        none.maxBytes,
        none.timeout,
        none.attempts,
        none.backoff);
  }

  /** Returns a copy with one location for all outputs. */
  public OutputSettings at(String place) {
    return new OutputSettings(place, fileRoots, s3Buckets, maxBytes, timeout, attempts, backoff);
  }

  /** Returns a copy with another size limit. */
  public OutputSettings upTo(long bytes) {
    return new OutputSettings(
        location, fileRoots, s3Buckets, new DataSize(bytes), timeout, attempts, backoff);
  }

  /** Returns a copy with another time limit. */
  public OutputSettings within(Duration time) {
    return new OutputSettings(location, fileRoots, s3Buckets, maxBytes, time, attempts, backoff);
  }
}
