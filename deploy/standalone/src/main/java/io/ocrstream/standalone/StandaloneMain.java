/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone;

import io.ocrstream.app.ExitCode;
import io.ocrstream.cli.CacheCommand;
import io.ocrstream.cli.CompletionCommand;
import io.ocrstream.cli.DeadLettersCommand;
import io.ocrstream.cli.DoctorCommand;
import io.ocrstream.cli.FailuresCommand;
import io.ocrstream.cli.GatewayCommand;
import io.ocrstream.cli.InspectCommand;
import io.ocrstream.cli.ModelsCommand;
import io.ocrstream.cli.OutputsCommand;
import io.ocrstream.cli.ProcessorCommand;
import io.ocrstream.cli.Program;
import io.ocrstream.cli.TailCommand;
import io.ocrstream.cli.TopicsCommand;
import io.ocrstream.cli.WorkerCommand;
import io.ocrstream.submit.Console;
import io.ocrstream.submit.SubmitCommand;
import java.io.PrintStream;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Runs the program behind the launcher {@code ocr}. */
@Command(
    name = "ocr",
    mixinStandardHelpOptions = true,
    versionProvider = Program.Versions.class,
    description = "Answer upload events on Kafka with the text of their documents")
public final class StandaloneMain {
  private static final Set<String> REPORTING = Set.of("run", "submit", "doctor", "models");

  private StandaloneMain() {}

  /** Runs the command line, and ends the JVM with the command's exit code. */
  public static void main(String[] arguments) {
    start(StandaloneMain::program, Set.of(), arguments);
  }

  /**
   * Runs a command line with more commands than this one, and ends the JVM.
   *
   * @param program creates the command line for an output
   * @param reporting those of its commands that report failures themselves
   */
  public static void start(
      Function<PrintStream, CommandLine> program, Set<String> reporting, String[] arguments) {
    Set<String> all = new HashSet<>(REPORTING);
    all.addAll(reporting);
    Program.quietLogs(arguments, all);
    CommandLine commands = program.apply(Program.standardOutput());
    System.exit(arguments.length == 0 ? help(commands) : Program.run(commands, arguments));
  }

  /** Creates the command line with all commands; answers and figures go to {@code out}. */
  public static CommandLine program(PrintStream out) {
    CommandLine program = new CommandLine(new StandaloneMain());
    program.addSubcommand(
        new RunCommand(new LocalPipeline(System.getenv()), System.getenv(), out, style()));
    program.addSubcommand(new SubmitCommand(System.getenv(), out, style()));
    program.addSubcommand(new ProcessorCommand());
    program.addSubcommand(new WorkerCommand());
    program.addSubcommand(new GatewayCommand());
    program.addSubcommand(new TopicsCommand());
    program.addSubcommand(new OutputsCommand());
    program.addSubcommand(new DoctorCommand());
    program.addSubcommand(new ModelsCommand());
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
