/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ocrstream.app.CacheCommand;
import io.ocrstream.app.DeadLettersCommand;
import io.ocrstream.app.FailuresCommand;
import io.ocrstream.app.ProcessorCommand;
import io.ocrstream.app.TopicsCommand;
import io.ocrstream.app.WorkerCommand;
import io.ocrstream.standalone.bench.BenchCommand;
import io.ocrstream.standalone.bench.SoakCommand;
import io.ocrstream.standalone.chaos.ChaosCommand;
import io.ocrstream.standalone.chaos.OverloadCommand;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.util.Map;
import java.util.Set;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program behind the launcher {@code ocr}. */
@Command(
    name = "ocr",
    mixinStandardHelpOptions = true,
    description = "Answers upload events on Kafka with the text of the documents they name.")
public final class Main {
  private static final Set<String> TALKING =
      Set.of("run", "submit", "bench", "soak", "chaos", "overload");

  private Main() {}

  /** Runs the command that {@code arguments} name, and ends the JVM with its exit code. */
  public static void main(String[] arguments) {
    // Names and texts are Unicode whatever the locale says.
    PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8);
    if (arguments.length > 0 && TALKING.contains(arguments[0])) {
      quieten();
    }
    CommandLine program = new CommandLine(new Main());
    program.addSubcommand(new RunCommand(new LocalPipeline(System.getenv()), out, style()));
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
    program.setExecutionExceptionHandler(Main::broken);
    System.exit(run(program, arguments));
  }

  private static int run(CommandLine program, String[] arguments) {
    try {
      return arguments.length == 0 ? help(program) : program.execute(arguments);
    } catch (Error e) {
      // Threads of a half-started server would keep the JVM up for ever.
      LoggerFactory.getLogger(Main.class).error("broken", e);
      return RunCommand.BROKEN;
    }
  }

  /**
   * Commands that answer at the terminal talk to people: only warnings are logged, and nothing of
   * Kafka's. Properties go before variables in logback.xml, so these are set only without one.
   */
  private static void quieten() {
    Map.of("OCR_LOG_LEVEL", "WARN", "KAFKA_LOG_LEVEL", "OFF")
        .forEach(
            (name, level) -> {
              if (System.getenv(name) == null) {
                System.setProperty(name, level);
              }
            });
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

  static int broken(Exception failure, CommandLine command, CommandLine.ParseResult arguments) {
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
