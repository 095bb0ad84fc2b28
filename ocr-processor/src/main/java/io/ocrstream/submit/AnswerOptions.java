/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.submit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ocrstream.contracts.Json;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Holds the options for the answers of a run: files, a folder of texts, and figures as JSON. */
public final class AnswerOptions {
  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write results to this file as JSON lines")
  private @Nullable Path out;

  @Option(
      names = "--failures",
      paramLabel = "FILE",
      description = "Write failures to this file as JSON lines")
  private @Nullable Path failures;

  @Option(
      names = "--text-dir",
      paramLabel = "DIR",
      description = "Write texts to this folder, one file per document")
  private @Nullable Path textDir;

  @Option(names = "--json", description = "Print the figures as JSON at the end of standard output")
  private boolean json;

  /** Returns whether any of the options is given. */
  boolean areGiven() {
    return out != null || failures != null || textDir != null || json;
  }

  /** Opens the files; a path that cannot be used is reported as wrong {@code usage}. */
  public AnswerFiles open(Function<String, ParameterException> usage) throws IOException {
    return AnswerFiles.open(out, failures, textDir, usage);
  }

  /** Prints the figures as JSON if the user wants them. */
  public void print(Run.Outcome outcome, PrintStream standardOutput) {
    if (json) {
      standardOutput.println(new String(Json.write(outcome.tally()), UTF_8));
      standardOutput.flush();
    }
  }
}
