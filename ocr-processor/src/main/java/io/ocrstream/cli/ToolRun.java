/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cli;

import io.ocrstream.app.ExitCode;
import io.ocrstream.config.Settings;
import io.ocrstream.config.SettingsOutcome;
import io.ocrstream.kafka.BrokerContact;
import io.ocrstream.kafka.ClusterProblems;
import io.ocrstream.kafka.KafkaErrorMessages;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Runs a command that queries a cluster, and maps its result to an exit code.
 *
 * @param spec the command group, for its output
 */
record ToolRun(CommandSpec spec) {
  /** Returns the exit code of a search; prints {@code otherwise} if nothing was found. */
  static int found(boolean isFound, String otherwise, PrintWriter out) {
    if (!isFound) {
      out.println(otherwise);
    }
    return (isFound ? ExitCode.DONE : ExitCode.NOT_ALL).code();
  }

  /** Runs the command; returns the exit code. */
  @FunctionalInterface
  interface Tool {
    int run(Settings settings, PrintWriter out) throws ExecutionException, InterruptedException;
  }

  /** Prints a line and flushes it. */
  static void tell(PrintWriter err, String line) {
    err.println(line);
    err.flush();
  }

  int run(SettingsOptions options, Tool tool) {
    PrintWriter err = spec.commandLine().getErr();
    Optional<SettingsOutcome.Loaded> loaded = options.load(err);
    if (loaded.isEmpty()) {
      return ExitCode.USAGE.code();
    }
    PrintWriter out = spec.commandLine().getOut();
    try {
      BrokerContact.ask(loaded.get().settings().kafka(), line -> tell(err, line));
      return tool.run(loaded.get().settings(), out);
    } catch (ClusterProblems e) {
      err.println(e.getMessage());
    } catch (KafkaException | ExecutionException e) {
      err.println(KafkaErrorMessages.explain(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      out.flush();
      err.flush();
    }
    return ExitCode.BROKEN.code();
  }
}
