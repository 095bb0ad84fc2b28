/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The program of the container image: the roles and the tools for a real cluster, without the
 * embedded servers that the launcher's program has besides.
 */
@Command(
    name = "ocr",
    mixinStandardHelpOptions = true,
    versionProvider = Program.Versions.class,
    subcommands = {
      ProcessorCommand.class,
      WorkerCommand.class,
      TopicsCommand.class,
      FailuresCommand.class,
      DeadLettersCommand.class,
      CacheCommand.class
    },
    description = "Answers upload events on Kafka with the text of the documents they name.")
public final class OcrMain implements Runnable {
  @Spec private CommandLine.Model.CommandSpec spec;

  /** Made by {@link #program}. */
  OcrMain() {}

  /** Runs the command that {@code arguments} name, and ends the JVM with its exit code. */
  public static void main(String[] arguments) {
    System.exit(Program.run(program(), arguments));
  }

  public static CommandLine program() {
    return Program.prepare(new CommandLine(new OcrMain()));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "name a command");
  }
}
