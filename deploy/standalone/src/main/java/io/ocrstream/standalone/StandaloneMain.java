/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ocrstream.app.ExitCode;
import io.ocrstream.cli.CacheCommand;
import io.ocrstream.cli.DeadLettersCommand;
import io.ocrstream.cli.FailuresCommand;
import io.ocrstream.cli.ProcessorCommand;
import io.ocrstream.cli.Program;
import io.ocrstream.cli.TopicsCommand;
import io.ocrstream.cli.WorkerCommand;
import io.ocrstream.loadtest.bench.BenchCommand;
import io.ocrstream.loadtest.bench.SoakCommand;
import io.ocrstream.loadtest.chaos.ChaosCommand;
import io.ocrstream.loadtest.chaos.OverloadCommand;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program behind the launcher {@code ocr}. */
@Command(
    name = "ocr",
    mixinStandardHelpOptions = true,
    versionProvider = Program.Versions.class,
    description = "Answers upload events on Kafka with the text of the documents they name.")
public final class StandaloneMain {
  private static final Set<String> TALKING =
      Set.of("run", "submit", "bench", "soak", "chaos", "overload");

  private static final Set<String> ROLES = Set.of("processor", "worker");

  private StandaloneMain() {}

  /** Runs the command that {@code arguments} name, and ends the JVM with its exit code. */
  public static void main(String[] arguments) {
    // Names and texts are Unicode whatever the locale says.
    PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8);
    if (arguments.length > 0 && TALKING.contains(arguments[0])) {
      quieten("OFF");
    } else if (arguments.length > 0 && !ROLES.contains(arguments[0])) {
      // A broker that does not answer is said once, in a sentence.
      quieten("ERROR");
    }
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
    program.addSubcommand(new FailuresCommand());
    program.addSubcommand(new DeadLettersCommand());
    program.addSubcommand(new CacheCommand());
    Program.prepare(program);
    System.exit(arguments.length == 0 ? help(program) : Program.run(program, arguments));
  }

  /**
   * Commands that answer at the terminal talk to people: only warnings are logged, and nothing of
   * Kafka's. Properties go before variables in logback.xml, so these are set only without one.
   */
  private static void quieten(String kafka) {
    Map.of("OCR_LOG_LEVEL", "WARN", "KAFKA_LOG_LEVEL", kafka)
        .forEach(
            (name, level) -> {
              if (System.getenv(name) == null) {
                System.setProperty(name, level);
              }
            });
  }

  private static int help(CommandLine program) {
    program.usage(System.out);
    return ExitCode.DONE.code();
  }

  /** What the launcher saw of standard output: Java itself cannot tell on every version. */
  private static Console.Style style() {
    return switch (System.getProperty("ocr.output", "plain")) {
      case "colour" -> Console.Style.COLOUR;
      case "terminal" -> Console.Style.TERMINAL;
      default -> Console.Style.PLAIN;
    };
  }
}
