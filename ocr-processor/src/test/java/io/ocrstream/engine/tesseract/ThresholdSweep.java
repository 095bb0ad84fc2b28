/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.tesseract;

import io.ocrstream.engine.tesseract.SweptConstant.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Measures how much the engine's constants of keeping and refusing matter, and whether other values
 * would be better: a command.
 *
 * <p>Arguments: a folder of documents with their texts, laid out as for {@link
 * io.ocrstream.engine.AccuracyReport}; a folder of cases with the table {@code cases.tsv}; a work
 * folder, to be deleted when the engine's code changes; the folder of the engine's sources; and
 * optionally a regular expression that selects constants, and a time after which no further value
 * is measured, as in {@code PT15M}. Each value of a constant is compiled into the engine and
 * measured by a process of its own. Decoded pages and recognitions are kept, so that only pages on
 * which a value decides otherwise are recognised again, and documents that cannot depend on a
 * constant keep the scores of the shipped value. It prints, for each constant, the scores of each
 * value, and what {@link SweepFit} chooses on documents that it does not see.
 */
public final class ThresholdSweep {
  /** Processes at a time. */
  private static final int PROCESSES = 2;

  private static final int MOST_VALUES = 10;
  private static final String SCORES = "scores.tsv";

  private final List<String> folders;
  private final Path work;
  private final VariantClasses classes;

  private ThresholdSweep(String data, String cases, Path work, Path sources) {
    this.folders = List.of(data, cases, work.toString());
    this.work = work;
    this.classes = new VariantClasses(sources);
  }

  /** Runs the command. */
  public static void main(String[] args)
      throws IOException, InterruptedException, ExecutionException {
    ThresholdSweep sweep = new ThresholdSweep(args[0], args[1], Path.of(args[2]), Path.of(args[3]));
    String wanted = args.length > 4 ? args[4] : ".*";
    List<SweptConstant> constants =
        SweptConstants.ALL.stream().filter(each -> each.title().matches(wanted)).toList();
    Duration duration = args.length > 5 ? Duration.parse(args[5]) : Duration.ofDays(1);
    sweep.run(constants, System.nanoTime() + duration.toNanos());
  }

  private void run(List<SweptConstant> constants, long deadline)
      throws IOException, InterruptedException, ExecutionException {
    Files.createDirectories(work);
    for (boolean ofTextLayers : new boolean[] {false, true}) {
      if (constants.stream().anyMatch(each -> each.ofTextLayers() == ofTextLayers)) {
        shipped(ofTextLayers);
      }
    }
    ExecutorService pool = Executors.newFixedThreadPool(PROCESSES);
    try {
      List<Future<Optional<Measured>>> all = new ArrayList<>();
      for (int i = 0; i < MOST_VALUES; i++) {
        for (SweptConstant constant : constants) {
          if (i < constant.others().size()) {
            double value = constant.others().get(i);
            all.add(pool.submit(() -> measured(constant, value, deadline)));
          }
        }
      }
      Map<SweptConstant, Map<Double, Map<String, ScoredDocument.Score>>> measured = new HashMap<>();
      for (Future<Optional<Measured>> one : all) {
        one.get()
            .ifPresent(
                found ->
                    measured
                        .computeIfAbsent(found.constant(), constant -> new TreeMap<>())
                        .put(found.value(), found.scores()));
      }
      for (SweptConstant constant : constants) {
        Map<Double, Map<String, ScoredDocument.Score>> values = measured.get(constant);
        if (values != null) {
          values.put(constant.shipped(), shipped(constant.ofTextLayers()));
          System.out.print(new SweepFit(constant, values).report());
        }
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private record Measured(
      SweptConstant constant, double value, Map<String, ScoredDocument.Score> scores) {}

  /* Past the deadline, only what is kept already. */
  private Optional<Measured> measured(SweptConstant constant, double value, long deadline)
      throws IOException, InterruptedException {
    boolean isKept = Files.exists(folder(constant, value).resolve(SCORES));
    return isKept || System.nanoTime() < deadline
        ? Optional.of(new Measured(constant, value, scores(constant, value)))
        : Optional.empty();
  }

  private Path folder(SweptConstant constant, double value) {
    return work.resolve(constant.title()).resolve(Double.toString(value));
  }

  private Map<String, ScoredDocument.Score> shipped(boolean ofTextLayers)
      throws IOException, InterruptedException {
    Path scores = work.resolve(ofTextLayers ? "shipped-layers.tsv" : "shipped-pixels.tsv");
    return scores(
        scores,
        System.getProperty("java.class.path"),
        ofTextLayers ? Subject.TEXT_LAYERS : Subject.PIXELS);
  }

  private Map<String, ScoredDocument.Score> scores(SweptConstant constant, double value)
      throws IOException, InterruptedException {
    Path folder = folder(constant, value);
    Path scores = folder.resolve(SCORES);
    if (!Files.exists(scores)) {
      classes.compile(constant, value, folder);
    }
    String path =
        folder.resolve("classes")
            + System.getProperty("path.separator")
            + System.getProperty("java.class.path");
    Map<String, ScoredDocument.Score> all = new TreeMap<>(shipped(constant.ofTextLayers()));
    all.putAll(scores(scores, path, constant.subject()));
    return all;
  }

  private Map<String, ScoredDocument.Score> scores(Path scores, String classPath, Subject subject)
      throws IOException, InterruptedException {
    if (!Files.exists(scores)) {
      List<String> command =
          new ArrayList<>(
              List.of(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx1g",
                  "-XX:+UseSerialGC",
                  "-Djava.awt.headless=true",
                  "-cp",
                  classPath,
                  SweepReader.class.getName()));
      command.addAll(folders);
      command.add(scores.toString());
      command.add(subject.name());
      int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
      if (exit != 0) {
        throw new IllegalStateException("reading ended with " + exit + " before " + scores);
      }
    }
    Map<String, ScoredDocument.Score> read = new TreeMap<>();
    for (String line : Files.readAllLines(scores)) {
      String[] cells = line.split("\t", -1);
      double[] figures = Arrays.stream(cells).skip(1).mapToDouble(Double::parseDouble).toArray();
      read.put(cells[0], new ScoredDocument.Score(figures[0], figures[1]));
    }
    return read;
  }
}
