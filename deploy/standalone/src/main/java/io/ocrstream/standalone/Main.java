/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program behind the launcher {@code ocr}. */
@Command(
    name = "ocr",
    mixinStandardHelpOptions = true,
    description = "Answers upload events on Kafka with the text of the documents they name.")
public final class Main {
  private Main() {}

  /** Runs the command that {@code arguments} name, and ends the JVM with its exit code. */
  public static void main(String[] arguments) {
    // Names and texts are Unicode whatever the locale says.
    PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, UTF_8);
    CommandLine program = new CommandLine(new Main());
    program.addSubcommand(new RunCommand(new LocalPipeline(System.getenv()), out, style()));
    program.setExecutionExceptionHandler(Main::broken);
    int exitCode = arguments.length == 0 ? help(program) : program.execute(arguments);
    out.flush();
    System.exit(exitCode);
  }

  private static int help(CommandLine program) {
    program.usage(System.out);
    return RunCommand.ALL_RESULTS;
  }

  /** What the launcher saw of standard output: Java itself cannot tell on every version. */
  private static Console.Style style() {
    return switch (System.getProperty("ocr.output", "plain")) {
      case "colour" -> Console.Style.COLOUR;
      case "terminal" -> Console.Style.TERMINAL;
      default -> Console.Style.PLAIN;
    };
  }

  private static int broken(
      Exception failure, CommandLine command, CommandLine.ParseResult arguments) {
    Throwable cause = failure;
    StringBuilder message = new StringBuilder("broken: ").append(cause);
    while (cause.getCause() != null && message.length() < 2_000) {
      cause = cause.getCause();
      message.append(System.lineSeparator()).append("  because of ").append(cause);
    }
    command.getErr().println(message);
    return RunCommand.BROKEN;
  }
}
