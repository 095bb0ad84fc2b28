/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content;

import io.ocrstream.config.ChangedSettings;
import io.ocrstream.config.DataSize;
import io.ocrstream.config.OutputsConfig;
import io.ocrstream.config.loader.SettingsLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Settings for tests: outputs are stored beside their documents, and nothing is allowed unless
 * changed.
 */
public interface OutputSettings extends OutputsConfig {
  /** Maximum size of an output in tests. */
  int MAX_BYTES = 100_000;

  /** Returns settings that allow nothing. */
  static OutputSettings none() {
    return ChangedSettings.of(
        OutputSettings.class,
        SettingsLoader.of(Map.of()).outputs(),
        Map.of(
            "maxInline", new DataSize(0),
            "maxBytes", new DataSize(MAX_BYTES),
            "timeout", Duration.ofSeconds(30),
            "backoff", Duration.ofMillis(1),
            "maxBackoff", Duration.ofMillis(1)));
  }

  /** Returns settings that allow output in {@code roots}. */
  static OutputSettings files(Path... roots) {
    return none().with("fileRoots", Optional.of(List.of(roots)));
  }

  /** Returns settings that allow output in {@code buckets}. */
  static OutputSettings buckets(String... buckets) {
    return none().with("s3Buckets", Optional.of(List.of(buckets)));
  }

  private OutputSettings with(String name, Object value) {
    return ChangedSettings.of(OutputSettings.class, this, Map.of(name, value));
  }

  /** Returns a copy with one location for all outputs. */
  default OutputSettings at(String place) {
    return with("location", place);
  }

  /** Returns a copy with another size limit. */
  default OutputSettings upTo(long bytes) {
    return with("maxBytes", new DataSize(bytes));
  }

  /** Returns a copy with another time limit. */
  default OutputSettings within(Duration time) {
    return with("timeout", time);
  }
}
