/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.auto;

import static java.util.Objects.requireNonNull;

import io.ocrstream.contracts.EngineName;
import io.ocrstream.contracts.Json;
import io.ocrstream.engine.AccuracyReport;
import io.ocrstream.engine.TextScore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Fits what the engine {@code auto} knows of its readings, and measures how well that carries over
 * to documents it was not fitted on: a command, run in the module's folder.
 *
 * <p>Arguments: a folder of documents with their texts, laid out as for {@link AccuracyReport}, and
 * a folder in which the readings of both engines are kept, so that only the first run takes long.
 * It writes {@code reading-model.properties}, fitted on all documents; the stored results, for
 * which each document was left out of the fit that read it ({@value #FOLDS} folds); and from these
 * the measured parts of docs/accuracy.md.
 */
public final class Calibrate {
  private static final int FOLDS = 10;
  private static final double BAD = 0.5;
  private static final Path MODEL =
      Path.of("src/main/resources/io/ocrstream/engine/auto/reading-model.properties");

  private final List<ReadDocument> documents;
  private final Map<ReadDocument, ReadingModel> models = new HashMap<>();
  private final Map<ReadDocument, ReviewFit> reviews = new HashMap<>();

  private Calibrate(List<ReadDocument> documents) {
    this.documents = documents;
  }

  /** A document's score and time in one way of reading. */
  private record Row(TextScore score, double seconds) {}

  /** Runs the command. */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    Readings readings = new Readings(folder, Path.of(args[1]));
    readings.collect();
    List<ReadDocument> documents = new ArrayList<>(readings.documents());
    // By name, so that folds do not depend on the order of the table.
    documents.sort(Comparator.comparing(ReadDocument::kind).thenComparing(ReadDocument::stem));
    AccuracyResults results = new Calibrate(documents).results(commandLine(folder));
    write(results);
  }

  private static void write(AccuracyResults results) throws IOException {
    String head = "# Fitted by the tests' Calibrate; see docs/accuracy.md.\n";
    Files.writeString(
        MODEL,
        results.model().entrySet().stream()
            .map(number -> number.getKey() + " = " + number.getValue() + "\n")
            .collect(Collectors.joining("", head, "")));
    Files.createDirectories(AccuracyDoc.RESULTS.getParent());
    Files.writeString(
        AccuracyDoc.RESULTS,
        Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(results) + "\n");
    Files.writeString(
        AccuracyDoc.DOC, AccuracyDoc.with(results, Files.readString(AccuracyDoc.DOC)));
    for (Map.Entry<String, String> diagram : AccuracyDoc.diagrams(results).entrySet()) {
      Files.writeString(AccuracyDoc.DOCS.resolve(diagram.getKey()), diagram.getValue());
    }
  }

  /** The error rates of the command line, by document: measured elsewhere, and kept with them. */
  private static Map<String, Double> commandLine(Path folder) throws IOException {
    return Files.readAllLines(folder.resolve("baseline-tesseract-cli.tsv")).stream()
        .skip(1)
        .map(line -> line.split("\t", -1))
        .collect(
            Collectors.toMap(
                cells -> cells[1] + "/" + cells[2],
                cells -> Double.valueOf(cells[5]),
                (one, other) -> one));
  }

  private AccuracyResults results(Map<String, Double> commandLine) {
    ReadingModel all = ReadingFit.of(documents);
    ReviewFit review = ReviewFit.of(documents, document -> all);
    for (int fold = 0; fold < FOLDS; fold++) {
      List<ReadDocument> fitted = new ArrayList<>();
      List<ReadDocument> left = new ArrayList<>();
      for (int i = 0; i < documents.size(); i++) {
        (i % FOLDS == fold ? left : fitted).add(documents.get(i));
      }
      ReadingModel model = ReadingFit.of(fitted);
      ReviewFit limits = ReviewFit.of(fitted, document -> model);
      System.out.printf(
          "fold %d: %s, %s, words %s, %s%n",
          fold, model.alone(), model.together(), number(model.minWordGain()), limits);
      left.forEach(document -> models.put(document, model));
      left.forEach(document -> reviews.put(document, limits));
    }
    return new AccuracyResults(
        numbers(all),
        kinds(commandLine),
        List.of(diagram(EngineName.TESSERACT), diagram(EngineName.ONNX)),
        review(review));
  }

  private AccuracyResults.Review review(ReviewFit fitted) {
    List<ReadDocument> bad = documents.stream().filter(d -> isBad(d)).toList();
    List<ReadDocument> good = documents.stream().filter(d -> !isBad(d)).toList();
    return new AccuracyResults.Review(
        fitted.minConfidence(),
        bad.size(),
        (int) bad.stream().filter(this::needsReview).count(),
        good.size(),
        (int) good.stream().filter(d -> !needsReview(d)).count());
  }

  private boolean isBad(ReadDocument document) {
    return ReviewFit.isBad(document, requireNonNull(models.get(document)));
  }

  private boolean needsReview(ReadDocument document) {
    return requireNonNull(reviews.get(document))
        .needsReview(document.worst(requireNonNull(models.get(document))));
  }

  private static Map<String, String> numbers(ReadingModel model) {
    Map<String, String> numbers = new LinkedHashMap<>();
    numbers.put("tesseract", points(model.tesseract()));
    numbers.put("onnx", points(model.onnx()));
    put(numbers, "alone", model.alone());
    numbers.put("alone.min-word-gain", number(model.minWordGain()));
    put(numbers, "together", model.together());
    return numbers;
  }

  private static void put(
      Map<String, String> numbers, String second, ReadingModel.Thresholds thresholds) {
    numbers.put(second + ".min-doubt", number(thresholds.minDoubt()));
    numbers.put(second + ".min-gain", number(thresholds.minGain()));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  private static String points(ReadingModel.Curve curve) {
    return curve.points().stream()
        .map(point -> point.confidence() + ":" + point.likelihood())
        .collect(Collectors.joining(" "));
  }

  private List<AccuracyResults.Kind> kinds(Map<String, Double> commandLine) {
    Map<String, List<ReadDocument>> kinds = new TreeMap<>();
    documents.forEach(d -> kinds.computeIfAbsent(d.kind(), kind -> new ArrayList<>()).add(d));
    List<AccuracyResults.Kind> rows = new ArrayList<>();
    kinds.forEach((kind, some) -> rows.add(kind(kind, some, commandLine)));
    rows.add(kind(AccuracyResults.ALL, documents, commandLine));
    return rows;
  }

  private AccuracyResults.Kind kind(
      String kind, List<ReadDocument> some, Map<String, Double> commandLine) {
    Map<String, AccuracyResults.Figures> figures = new LinkedHashMap<>();
    double[] rates =
        some.stream()
            .mapToDouble(d -> requireNonNull(commandLine.get(d.kind() + "/" + d.stem())))
            .sorted()
            .toArray();
    figures.put("command line", new AccuracyResults.Figures(quantile(rates, 0.5), 0, 0, 0, 0, 0));
    for (EngineName engine : List.of(EngineName.TESSERACT, EngineName.ONNX)) {
      figures.put(
          engine.jsonName(), figures(some, d -> new Row(d.score(engine), d.seconds(engine))));
    }
    figures.put(
        EngineName.AUTO.jsonName(),
        figures(
            some,
            d -> {
              ReadingModel model = requireNonNull(models.get(d));
              return new Row(d.chosen(model), d.seconds(model));
            }));
    return new AccuracyResults.Kind(kind, some.size(), figures);
  }

  private static AccuracyResults.Figures figures(
      List<ReadDocument> documents, Function<ReadDocument, Row> read) {
    List<Row> rows = documents.stream().map(read).toList();
    ToDoubleFunction<Row> rate = row -> row.score().errorRate();
    double[] rates = rows.stream().mapToDouble(rate).sorted().toArray();
    double[] words = rows.stream().mapToDouble(row -> row.score().wordsFound()).sorted().toArray();
    return new AccuracyResults.Figures(
        quantile(rates, 0.5),
        rows.stream().mapToDouble(rate).average().orElseThrow(),
        quantile(rates, 0.9),
        rows.stream().filter(row -> row.score().errorRate() > BAD).count() / (double) rows.size(),
        quantile(words, 0.5),
        rows.stream().mapToDouble(Row::seconds).average().orElseThrow());
  }

  /* Between the two nearest where there is no middle one. */
  private static double quantile(double[] sorted, double part) {
    double at = part * (sorted.length - 1);
    int below = (int) at;
    int above = Math.min(sorted.length - 1, below + 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }

  /** Of the words that are said to be right with some likelihood, how many are. */
  private AccuracyResults.Diagram diagram(EngineName engine) {
    ReliabilityDiagram after = new ReliabilityDiagram();
    ReliabilityDiagram before = new ReliabilityDiagram();
    for (ReadDocument document : documents) {
      ReadingModel model = requireNonNull(models.get(document));
      for (ReadingFit.Judged word : document.judged(engine)) {
        after.add(model.likelihood(engine, word.confidence()), word.isRight());
        before.add(word.confidence(), word.isRight());
      }
    }
    return new AccuracyResults.Diagram(engine.jsonName(), before.side(), after.side());
  }
}
