/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ocrstream.app.ExitCode;
import io.ocrstream.app.SystemErrorMessages;
import io.ocrstream.config.OwnFolder;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Prepares and runs a command line. Both programs share its error handling and version output. */
public final class Program {
  private Program() {}

  private static final Set<String> ROLES = Set.of("processor", "worker");

  /** Returns standard output for names and texts, which are Unicode whatever the locale is. */
  public static PrintStream standardOutput() {
    return new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8);
  }

  /**
   * Quiets the logs of a command that answers at the terminal: it logs warnings only. Kafka's
   * clients log errors only, and nothing at all in commands that report failures themselves.
   *
   * @param arguments of the program; the first is the command
   * @param reporting commands that report failures themselves
   */
  public static void quietLogs(String[] arguments, Set<String> reporting) {
    if (arguments.length == 0 || ROLES.contains(arguments[0])) {
      return;
    }
    String kafka = reporting.contains(arguments[0]) ? "OFF" : "ERROR";
    // Properties take precedence over variables in logback.xml, so a given variable stays.
    Map.of("OCR_LOG_LEVEL", "WARN", "KAFKA_LOG_LEVEL", kafka)
        .forEach(
            (name, level) -> {
              if (System.getenv(name) == null) {
                System.setProperty(name, level);
              }
            });
  }

  /**
   * Configures {@code program} to report errors on one line and to exit with an {@link ExitCode}.
   */
  public static CommandLine prepare(CommandLine program) {
    return program
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler((wrong, arguments) -> wrongUsage(wrong))
        .setExecutionExceptionHandler((failure, command, arguments) -> broken(failure, command));
  }

  /** Runs {@code program}; also reports an {@link Error}, and ends the program. */
  public static int run(CommandLine program, String... arguments) {
    try {
      return program.execute(arguments);
    } catch (Error e) {
      // The threads of a server that failed to start would keep the JVM running.
      return broken(e, program);
    }
  }

  /* Prints no full usage, which would scroll the reason away. */
  private static int wrongUsage(ParameterException wrong) {
    CommandLine command = innermost(wrong.getCommandLine());
    PrintWriter err = command.getErr();
    err.println(wrong.getMessage());
    UnmatchedArgumentException.printSuggestions(wrong, err);
    err.printf("Try '%s --help'%n", command.getCommandSpec().qualifiedName());
    err.flush();
    return ExitCode.USAGE.code();
  }

  /* A subcommand that is a method reports errors as its parent. */
  private static CommandLine innermost(CommandLine command) {
    CommandLine.ParseResult parsed = command.getParseResult();
    return parsed != null && parsed.hasSubcommand()
        ? innermost(parsed.subcommand().commandSpec().commandLine())
        : command;
  }

  /** Reports a failure that ends {@code command}; returns the exit code. */
  public static int broken(Throwable failure, CommandLine command) {
    Throwable thrown =
        failure instanceof ExecutionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    PrintWriter err = command.getErr();
    if (thrown instanceof SettingsOptions.InvalidException) {
      err.println(thrown.getMessage());
      err.flush();
      return ExitCode.USAGE.code();
    }
    SystemErrorMessages.of(thrown)
        .ifPresentOrElse(
            err::println,
            () -> {
              // This failure is a defect, so the log gets the stack trace.
              LoggerFactory.getLogger(Program.class).error("Unexpected error", thrown);
              err.println("Unexpected error: " + thrown);
            });
    err.flush();
    ExitCode code = thrown instanceof OwnFolder.RefusedException ? ExitCode.USAGE : ExitCode.BROKEN;
    return code.code();
  }

  /** Provides the versions of the program and of the libraries that its answers depend on. */
  public static final class Versions implements IVersionProvider {
    private static final String FILE = "version.properties";

    @Override
    public String[] getVersion() {
      Properties versions = new Properties();
      try (InputStream file = Program.class.getResourceAsStream(FILE)) {
        if (file == null) {
          throw new IllegalStateException("the program has no " + FILE);
        }
        versions.load(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return new String[] {
        "ocr-stream %s (%s)"
            .formatted(versions.getProperty("version"), versions.getProperty("commit")),
        "Kafka %s, Tesseract %s, Leptonica %s, Java %s"
            .formatted(
                versions.getProperty("kafka"),
                beforeHyphen(versions.getProperty("tesseract")),
                beforeHyphen(versions.getProperty("leptonica")),
                Runtime.version())
      };
    }

    /* Drops the version of the package that bundles the natives, which follows the hyphen. */
    private static String beforeHyphen(String version) {
      return version.replaceFirst("-.*", "");
    }
  }
}
