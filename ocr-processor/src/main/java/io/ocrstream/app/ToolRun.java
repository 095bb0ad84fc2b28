/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.app;

import io.ocrstream.config.Settings;
import io.ocrstream.config.SettingsOutcome;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Runs a command that looks at a cluster, and turns its end into an exit code.
 *
 * @param spec of the command group, for where to write
 */
record ToolRun(CommandSpec spec) {
  static final int DONE = 0;

  /** Nothing was found. */
  static final int NOTHING = 1;

  /** The exit code of a search; says {@code otherwise} where nothing was found. */
  static int found(boolean isFound, String otherwise, PrintWriter out) {
    if (!isFound) {
      out.println(otherwise);
    }
    return isFound ? DONE : NOTHING;
  }

  /** What is done; returns the exit code. */
  @FunctionalInterface
  interface Tool {
    int run(Settings settings, PrintWriter out) throws ExecutionException, InterruptedException;
  }

  int run(SettingsOptions options, Tool tool) {
    PrintWriter err = spec.commandLine().getErr();
    Optional<SettingsOutcome.Loaded> loaded = options.load(err);
    if (loaded.isEmpty()) {
      return RoleCommand.USAGE;
    }
    PrintWriter out = spec.commandLine().getOut();
    try {
      return tool.run(loaded.get().settings(), out);
    } catch (KafkaException | ExecutionException e) {
      err.println(Refusals.explain(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      out.flush();
      err.flush();
    }
    return RoleCommand.BROKEN;
  }
}
