/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cli;

import io.ocrstream.config.loader.SettingsLoader;
import io.ocrstream.config.loader.SettingsOutcome;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Loads a command's settings; all commands share these options. */
final class SettingsOptions {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Properties file; docs/configuration.md lists the keys")
  private @Nullable Path file;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "One setting; it takes precedence over environment variables and the file")
  private Map<String, String> overrides = new LinkedHashMap<>();

  /** Signals invalid settings; the message names every problem, one a line. */
  static final class InvalidException extends RuntimeException {
    private static final long serialVersionUID = 1;

    InvalidException(String message) {
      super(message);
    }
  }

  /**
   * Loads the settings with their sources.
   *
   * @throws InvalidException if there are problems
   */
  SettingsOutcome.Loaded load() {
    return SettingsLoader.load(file, System.getenv(), overrides).orElseThrow(InvalidException::new);
  }
}
