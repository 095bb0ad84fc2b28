/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.bench;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Holds what all load tests share: their output, and checks of their options. */
public abstract class LoadTestCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  /** Standard output, for the result. */
  protected final PrintStream out;

  /**
   * Creates a command that writes its result to {@code out}, and its progress to standard error.
   */
  protected LoadTestCommand(PrintStream out) {
    this.out = out;
  }

  /** Returns standard error, for the progress. */
  protected final PrintWriter err() {
    return spec.commandLine().getErr();
  }

  /**
   * Checks the value of an option.
   *
   * @throws ParameterException if it is not from {@code min} to {@code max}
   */
  protected final void within(String option, double value, double min, double max) {
    if (!(value >= min && value <= max)) {
      throw usage("%s: use %.0f to %.0f".formatted(option, min, max));
    }
  }

  /** Returns the exception that reports wrong usage. */
  protected final ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
