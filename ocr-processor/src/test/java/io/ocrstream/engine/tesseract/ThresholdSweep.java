/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.tesseract;

import io.ocrstream.engine.auto.ChoiceReader;
import io.ocrstream.engine.tesseract.SweptConstant.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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
 * which a value decides otherwise are recognised again. The run with the shipped values records
 * which document uses which constant, and the others keep their scores. It prints, for each
 * constant, the scores of each value, and what {@link SweepFit} chooses on documents that it does
 * not see. It writes these into docs/thresholds.md, a row for each constant.
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
    for (Subject subject :
        constants.stream().map(SweptConstant::shippedSubject).distinct().toList()) {
      shipped(subject);
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
      List<String> rows = new ArrayList<>();
      for (SweptConstant constant : constants) {
        Map<Double, Map<String, ScoredDocument.Score>> values = measured.get(constant);
        if (values != null) {
          values.put(constant.shipped(), shipped(constant.shippedSubject()));
          SweepFit fit = new SweepFit(constant, values);
          System.out.print(fit.report());
          rows.add(fit.row(users(constant).size()));
        }
      }
      ThresholdsDoc.write(rows);
    } finally {
      pool.shutdownNow();
    }
  }

  private record Measured(
      SweptConstant constant, double value, Map<String, ScoredDocument.Score> scores) {}

  /* Past the deadline, only what is known already. */
  private Optional<Measured> measured(SweptConstant constant, double value, long deadline)
      throws IOException, InterruptedException {
    boolean isKnown =
        users(constant).isEmpty() || Files.exists(folder(constant, value).resolve(SCORES));
    return isKnown || System.nanoTime() < deadline
        ? Optional.of(new Measured(constant, value, scores(constant, value)))
        : Optional.empty();
  }

  private Path folder(SweptConstant constant, double value) {
    return work.resolve(constant.title()).resolve(Double.toString(value));
  }

  /* Reads all documents with classes that record the uses of constants. */
  private Map<String, ScoredDocument.Score> shipped(Subject subject)
      throws IOException, InterruptedException {
    Path folder = work.resolve("traced-" + subject);
    if (!Files.exists(folder)) {
      classes.trace(SweptConstants.ALL, folder);
    }
    return scores(shippedFile(subject), classPath(folder), subject, List.of());
  }

  private Path shippedFile(Subject subject) {
    return work.resolve("shipped-" + subject + ".tsv");
  }

  private static String classPath(Path folder) {
    return folder.resolve("classes")
        + System.getProperty("path.separator")
        + System.getProperty("java.class.path");
  }

  /** Returns the titles of the documents that use a constant. */
  private List<String> users(SweptConstant constant) throws IOException {
    return Files.readAllLines(shippedFile(constant.shippedSubject())).stream()
        .map(line -> line.split("\t", -1))
        .filter(cells -> List.of(cells[3].split(",", -1)).contains(constant.title()))
        .map(cells -> cells[0])
        .toList();
  }

  private Map<String, ScoredDocument.Score> scores(SweptConstant constant, double value)
      throws IOException, InterruptedException {
    Map<String, ScoredDocument.Score> all = new TreeMap<>(shipped(constant.shippedSubject()));
    List<String> users = users(constant);
    if (users.isEmpty()) {
      return all;
    }
    Path folder = folder(constant, value);
    Path scores = folder.resolve(SCORES);
    if (!Files.exists(scores)) {
      classes.compile(constant, value, folder);
    }
    all.putAll(scores(scores, classPath(folder), constant.subject(), users));
    return all;
  }

  private List<String> arguments(Path scores, Subject subject, List<String> titles)
      throws IOException {
    if (subject == Subject.CHOICE) {
      return List.of(
          ChoiceReader.class.getName(),
          folders.get(0),
          work.resolve("readings").toString(),
          scores.toString());
    }
    List<String> arguments = new ArrayList<>(List.of(SweepReader.class.getName()));
    arguments.addAll(folders);
    arguments.add(scores.toString());
    arguments.add(subject.name());
    if (!titles.isEmpty()) {
      arguments.add(Files.write(scores.resolveSibling("documents.txt"), titles).toString());
    }
    return arguments;
  }

  private Map<String, ScoredDocument.Score> scores(
      Path scores, String classPath, Subject subject, List<String> titles)
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
                  classPath));
      command.addAll(arguments(scores, subject, titles));
      int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
      if (exit != 0) {
        throw new IllegalStateException("reading ended with " + exit + " before " + scores);
      }
    }
    Map<String, ScoredDocument.Score> read = new TreeMap<>();
    for (String line : Files.readAllLines(scores)) {
      String[] cells = line.split("\t", -1);
      read.put(
          cells[0],
          new ScoredDocument.Score(Double.parseDouble(cells[1]), Double.parseDouble(cells[2])));
    }
    return read;
  }
}
