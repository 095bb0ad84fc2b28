/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cli;

import io.ocrstream.config.SettingProblem;
import io.ocrstream.config.SettingsLoader;
import io.ocrstream.config.SettingsOutcome;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
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

  /** Returns the settings; empty if there are problems, which were written to {@code err}. */
  Optional<SettingsOutcome.Loaded> load(PrintWriter err) {
    return SettingsLoader.load(file, System.getenv(), overrides)
        .fold(
            Optional::of,
            invalid -> {
              invalid.problems().stream().map(SettingProblem::message).forEach(err::println);
              err.flush();
              return Optional.empty();
            });
  }
}
