/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.chaos;

import io.ocrstream.embedded.Folders;
import io.ocrstream.submit.Durations;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Injects faults into its own system under load, and checks every answer. */
@Command(
    name = "chaos",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Start brokers, Redis, an object store, processors and workers; publish events,"
            + " inject a fault every few seconds, end all faults, and check that each event"
            + " has one correct answer",
    footer = {"", "Examples:", "  ocr chaos --duration 2m --seed 1"})
public final class ChaosCommand extends StackCommand {
  static final double MAX_RATE = 10_000;
  static final int MAX_REPEATS = 99;
  static final int MAX_SLOTS = 64;

  @Option(
      names = "--every",
      converter = Durations.class,
      description = "Time between two faults (default: 4s)")
  private Duration every = Duration.ofSeconds(4);

  @Option(names = "--rate", description = "Events per second (default: ${DEFAULT-VALUE})")
  private double rate = 2;

  @Option(
      names = "--repeats",
      description =
          "Percentage of events for a recent document, 0 to 99 (default: ${DEFAULT-VALUE})")
  private int repeats = 40;

  @Option(
      names = "--slots",
      description =
          "Number of documents that each worker reads at once (default: ${DEFAULT-VALUE})")
  private int slots = 1;

  @Option(
      names = "--session",
      converter = Durations.class,
      description =
          "Session timeout of processors and workers: the time after which others take over from"
              + " one that was killed (default: 6s)")
  private Duration session = StackSize.SESSION;

  @Option(names = "--seed", description = "Seed of the plan (default: random)")
  private @Nullable Long seed;

  @Option(
      names = "--faults",
      split = ",",
      description = "Faults to inject, such as worker-kill,redis-stall, or none (default: all)")
  private List<String> faults = List.of();

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

  /** Creates a command that writes its report to {@code out}. */
  public ChaosCommand(PrintStream out) {
    super(out, 2);
  }

  @Override
  void checkOptions() {
    if (brokers != 1 && brokers != 3) {
      throw usage("--brokers: use 1 or 3");
    }
    within("--repeats", repeats, 0, MAX_REPEATS);
    within("--slots", slots, 1, MAX_SLOTS);
    if (!(rate > 0 && rate <= MAX_RATE)) {
      throw usage("--rate: use a number above 0, up to " + MAX_RATE);
    }
  }

  @Override
  ChaosReport run(Path folder, RunProgress progress) throws Exception {
    return ChaosRun.run(options(), folder, progress);
  }

  private ChaosOptions options() {
    return new ChaosOptions(
        duration,
        every,
        rate,
        repeats,
        seed == null ? ThreadLocalRandom.current().nextLong(1_000_000) : seed,
        chosen(),
        new StackSize(processors, workers, slots, brokers, session, instant),
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
}
