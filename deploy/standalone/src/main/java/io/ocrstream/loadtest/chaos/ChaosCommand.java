/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ocrstream.standalone.Folders;
import io.ocrstream.submit.Durations;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Injects faults into its own system under load, and checks every answer. */
@Command(
    name = "chaos",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Start brokers, Redis, an object store, processors and workers; publish events,"
            + " inject a fault every few seconds, end all faults, and check that each event"
            + " has one correct answer")
public final class ChaosCommand implements Callable<Integer> {
  static final int NOT_CLEAN = 1;
  static final int MAX_PROCESSES = 8;
  static final double MAX_RATE = 10_000;

  @Option(
      names = "--duration",
      converter = Durations.class,
      description = "Duration of events and faults (default: 1m)")
  private Duration duration = Duration.ofMinutes(1);

  @Option(
      names = "--every",
      converter = Durations.class,
      description = "Time between two faults (default: 4s)")
  private Duration every = Duration.ofSeconds(4);

  @Option(names = "--rate", description = "Events per second (default: ${DEFAULT-VALUE})")
  private double rate = 2;

  @Option(names = "--seed", description = "Seed of the plan (default: random)")
  private @Nullable Long seed;

  @Option(
      names = "--faults",
      split = ",",
      description = "Faults to inject, such as worker-kill,redis-stall, or none (default: all)")
  private List<String> faults = List.of();

  @Option(
      names = "--processors",
      description = "Number of processor processes (default: ${DEFAULT-VALUE})")
  private int processors = 2;

  @Option(
      names = "--workers",
      description = "Number of worker processes (default: ${DEFAULT-VALUE})")
  private int workers = 2;

  @Option(
      names = "--brokers",
      description = "Number of brokers, 1 or 3 (default: ${DEFAULT-VALUE})")
  private int brokers = 1;

  @Option(
      names = "--instant",
      description = "Replace OCR by an engine that takes a millisecond, for runs of many events")
  private boolean instant;

  @Option(
      names = "--export",
      paramLabel = "DIR",
      description =
          "Export the topics and the true texts to this folder, for tools/check-topics.py")
  private @Nullable Path export;

  @Option(names = "--json", description = "Print the figures as a JSON object")
  private boolean json;

  @Option(
      names = "--keep",
      paramLabel = "DIR",
      description = "Keep the processes' logs in this folder")
  private @Nullable Path keep;

  @Spec private @Nullable CommandSpec spec;

  private final PrintStream out;

  /** Creates a command that writes its report to {@code out}. */
  public ChaosCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() throws Exception {
    ChaosOptions options = options();
    Path folder =
        keep == null ? Folders.temporary("ocr-chaos-") : Folders.make(keep.toAbsolutePath());
    try {
      ChaosReport report = ChaosRun.run(options, folder, new RunProgress(err()));
      out.print(json ? report.json() + System.lineSeparator() : report.text());
      return report.outcome().isClean() ? 0 : NOT_CLEAN;
    } finally {
      if (keep == null) {
        Folders.delete(folder);
      }
    }
  }

  private ChaosOptions options() {
    within("--processors", processors);
    within("--workers", workers);
    if (brokers != 1 && brokers != 3) {
      throw usage("--brokers: use 1 or 3");
    }
    if (!(rate > 0 && rate <= MAX_RATE)) {
      throw usage("--rate: use a number above 0, up to " + MAX_RATE);
    }
    long chosen = seed == null ? ThreadLocalRandom.current().nextLong(1_000_000) : seed;
    return new ChaosOptions(
        duration,
        every,
        rate,
        chosen,
        chosen(),
        processors,
        workers,
        brokers,
        instant,
        export == null ? null : Folders.make(export.toAbsolutePath()));
  }

  private List<InjectedFault> chosen() {
    if (faults.equals(List.of("none"))) {
      return List.of();
    }
    if (faults.isEmpty()) {
      return Arrays.stream(InjectedFault.values())
          .filter(f -> brokers > 1 || !f.takesSeveralBrokers())
          .toList();
    }
    return faults.stream().map(this::fault).toList();
  }

  private InjectedFault fault(String name) {
    InjectedFault fault =
        Arrays.stream(InjectedFault.values())
            .filter(f -> f.optionName().equals(name))
            .findFirst()
            .orElseThrow(
                () -> usage("--faults: '%s' is unknown; use %s, or none".formatted(name, names())));
    if (brokers == 1 && fault.takesSeveralBrokers()) {
      throw usage("--faults: %s needs --brokers 3".formatted(name));
    }
    return fault;
  }

  private static String names() {
    return Arrays.stream(InjectedFault.values())
        .map(InjectedFault::optionName)
        .collect(Collectors.joining(", "));
  }

  private PrintWriter err() {
    return spec == null ? new PrintWriter(System.err, true, UTF_8) : spec.commandLine().getErr();
  }

  private void within(String option, int value) {
    if (value < 1 || value > MAX_PROCESSES) {
      throw usage("%s: use 1 to %d".formatted(option, MAX_PROCESSES));
    }
  }

  private ParameterException usage(String message) {
    if (spec == null) {
      throw new IllegalStateException("not run by picocli");
    }
    return new ParameterException(spec.commandLine(), message);
  }
}
