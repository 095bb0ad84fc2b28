/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ocrstream.app.ExitCode;
import io.ocrstream.config.Settings;
import io.ocrstream.contracts.Json;
import io.ocrstream.kafka.BrokerContact;
import java.io.PrintWriter;
import java.util.concurrent.ExecutionException;
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
    return found(isFound);
  }

  /** Returns the exit code of a search. */
  static int found(boolean isFound) {
    return (isFound ? ExitCode.DONE : ExitCode.NOT_ALL).code();
  }

  /** Returns the JSON of {@code value}, on one line. */
  static String json(Object value) {
    return new String(Json.write(value), UTF_8);
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

  int run(SettingsOptions options, Tool tool) throws ExecutionException, InterruptedException {
    Settings settings = options.load().settings();
    PrintWriter out = spec.commandLine().getOut();
    try {
      BrokerContact.ask(settings.kafka(), line -> tell(spec.commandLine().getErr(), line));
      return tool.run(settings, out);
    } finally {
      out.flush();
    }
  }
}
