/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone;

import io.ocrstream.app.ExitCode;
import io.ocrstream.cli.CacheCommand;
import io.ocrstream.cli.CompletionCommand;
import io.ocrstream.cli.DeadLettersCommand;
import io.ocrstream.cli.DoctorCommand;
import io.ocrstream.cli.FailuresCommand;
import io.ocrstream.cli.InspectCommand;
import io.ocrstream.cli.ProcessorCommand;
import io.ocrstream.cli.Program;
import io.ocrstream.cli.TailCommand;
import io.ocrstream.cli.TopicsCommand;
import io.ocrstream.cli.WorkerCommand;
import io.ocrstream.loadtest.bench.BenchCommand;
import io.ocrstream.loadtest.bench.SoakCommand;
import io.ocrstream.loadtest.chaos.ChaosCommand;
import io.ocrstream.loadtest.chaos.OverloadCommand;
import io.ocrstream.submit.Console;
import io.ocrstream.submit.SubmitCommand;
import java.io.PrintStream;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Runs the program behind the launcher {@code ocr}. */
@Command(
    name = "ocr",
    mixinStandardHelpOptions = true,
    versionProvider = Program.Versions.class,
    description = "Answer upload events on Kafka with the text of their documents")
public final class StandaloneMain {
  private static final Set<String> TALKING =
      Set.of("run", "submit", "bench", "soak", "chaos", "overload", "doctor");

  private StandaloneMain() {}

  /** Runs the command line, and ends the JVM with the command's exit code. */
  public static void main(String[] arguments) {
    PrintStream out = Program.standardOutput();
    Program.quietLogs(arguments, TALKING);
    CommandLine program = program(out);
    System.exit(arguments.length == 0 ? help(program) : Program.run(program, arguments));
  }

  /** Creates the command line with all commands; answers and figures go to {@code out}. */
  public static CommandLine program(PrintStream out) {
    CommandLine program = new CommandLine(new StandaloneMain());
    program.addSubcommand(
        new RunCommand(new LocalPipeline(System.getenv()), System.getenv(), out, style()));
    program.addSubcommand(new SubmitCommand(System.getenv(), out, style()));
    program.addSubcommand(new BenchCommand(out));
    program.addSubcommand(new SoakCommand(out));
    program.addSubcommand(new ChaosCommand(out));
    program.addSubcommand(new OverloadCommand(out));
    program.addSubcommand(new ProcessorCommand());
    program.addSubcommand(new WorkerCommand());
    program.addSubcommand(new TopicsCommand());
    program.addSubcommand(new DoctorCommand());
    program.addSubcommand(new TailCommand());
    program.addSubcommand(new InspectCommand());
    program.addSubcommand(new FailuresCommand());
    program.addSubcommand(new DeadLettersCommand());
    program.addSubcommand(new CacheCommand());
    program.addSubcommand(new CompletionCommand());
    return Program.prepare(program);
  }

  private static int help(CommandLine program) {
    program.usage(System.out);
    return ExitCode.DONE.code();
  }

  /**
   * Returns what the launcher detected about standard output; Java cannot detect it in every
   * version.
   */
  private static Console.Style style() {
    return switch (System.getProperty("ocr.output", "plain")) {
      case "colour" -> Console.Style.COLOUR;
      case "terminal" -> Console.Style.TERMINAL;
      default -> Console.Style.PLAIN;
    };
  }
}
