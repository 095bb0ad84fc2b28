/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest;

import io.ocrstream.cli.Program;
import io.ocrstream.loadtest.bench.BenchCommand;
import io.ocrstream.loadtest.bench.SoakCommand;
import io.ocrstream.loadtest.chaos.ChaosCommand;
import io.ocrstream.loadtest.chaos.OverloadCommand;
import io.ocrstream.standalone.StandaloneMain;
import java.io.PrintStream;
import java.util.Set;
import picocli.CommandLine;

/** Runs the program of a checkout: the commands of a distribution, and the load tests. */
public final class LoadTestMain {
  private static final Set<String> REPORTING = Set.of("bench", "soak", "chaos", "overload");

  private LoadTestMain() {}

  /** Runs the command line, and ends the JVM with the command's exit code. */
  public static void main(String[] arguments) {
    StandaloneMain.start(LoadTestMain::program, REPORTING, arguments);
  }

  /** Creates the command line with all commands; answers and figures go to {@code out}. */
  static CommandLine program(PrintStream out) {
    return Program.prepare(
        StandaloneMain.program(out)
            .addSubcommand(new BenchCommand(out))
            .addSubcommand(new SoakCommand(out))
            .addSubcommand(new ChaosCommand(out))
            .addSubcommand(new OverloadCommand(out)));
  }
}
