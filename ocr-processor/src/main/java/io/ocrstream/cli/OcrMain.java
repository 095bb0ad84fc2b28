/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cli;

import io.ocrstream.submit.Console;
import io.ocrstream.submit.SubmitCommand;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Runs the commands of the container image: the roles, and everything that a user of a cluster
 * needs. The launcher's program adds the embedded servers and the load tests.
 */
@Command(
    name = "ocr",
    mixinStandardHelpOptions = true,
    versionProvider = Program.Versions.class,
    subcommands = {
      ProcessorCommand.class,
      WorkerCommand.class,
      GatewayCommand.class,
      TopicsCommand.class,
      OutputsCommand.class,
      DoctorCommand.class,
      ModelsCommand.class,
      TailCommand.class,
      InspectCommand.class,
      FailuresCommand.class,
      DeadLettersCommand.class,
      CacheCommand.class,
      CompletionCommand.class
    },
    description = "Answer upload events on Kafka with the text of their documents")
public final class OcrMain implements Runnable {
  @Spec private CommandLine.Model.CommandSpec spec;

  /** Creates the root command; see {@link #program}. */
  OcrMain() {}

  /** Runs the command line, and ends the JVM with the command's exit code. */
  public static void main(String[] arguments) {
    Program.quietLogs(arguments, Set.of("submit", "doctor", "models"));
    System.exit(Program.run(program(), arguments));
  }

  public static CommandLine program() {
    return Program.prepare(
        new CommandLine(new OcrMain())
            .addSubcommand(
                new SubmitCommand(System.getenv(), Program.standardOutput(), Console.Style.PLAIN)));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command");
  }
}
