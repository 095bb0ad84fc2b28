/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.auto;

import static java.util.Objects.requireNonNull;

import io.ocrstream.contracts.EngineName;
import io.ocrstream.engine.AccuracyReport;
import io.ocrstream.engine.TextScore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Fits what the engine {@code auto} knows of its readings, and says how well that carries over to
 * documents it was not fitted on: a command.
 *
 * <p>Arguments: a folder of documents with their texts, laid out as for {@link AccuracyReport}; and
 * a folder in which the readings of both engines are kept, so that only the first run takes long.
 * It prints the numbers for {@code reading-model.properties}, fitted on all documents, and a table
 * for which each document was left out of the fit that read it: {@value #FOLDS} folds.
 */
public final class Calibrate {
  private static final int FOLDS = 10;
  private static final int BINS = 10;
  private static final double BAD = 0.5;
  private static final String ALL = "all";

  private Calibrate() {}

  /** A document's score and time in one way of reading. */
  private record Row(String kind, TextScore score, double seconds) {}

  /** Runs the command. */
  public static void main(String[] args) throws IOException {
    Readings readings = new Readings(Path.of(args[0]), Path.of(args[1]));
    readings.collect();
    List<ReadDocument> documents = new ArrayList<>(readings.documents());
    // By name, so that folds do not depend on the order of the table.
    documents.sort(Comparator.comparing(ReadDocument::kind).thenComparing(ReadDocument::stem));
    print(ReadingFit.of(documents));
    Map<ReadDocument, ReadingModel> models = new HashMap<>();
    for (int fold = 0; fold < FOLDS; fold++) {
      List<ReadDocument> fitted = new ArrayList<>();
      List<ReadDocument> left = new ArrayList<>();
      for (int i = 0; i < documents.size(); i++) {
        (i % FOLDS == fold ? left : fitted).add(documents.get(i));
      }
      ReadingModel model = ReadingFit.of(fitted);
      System.out.printf(
          Locale.ROOT, "fold %d: %.2f %.2f%n", fold, model.minSure(), model.minGain());
      left.forEach(document -> models.put(document, model));
    }
    table("tesseract", documents, d -> alone(d, EngineName.TESSERACT));
    table("onnx", documents, d -> alone(d, EngineName.ONNX));
    table(
        "auto",
        documents,
        d -> {
          ReadingModel model = requireNonNull(models.get(d));
          return new Row(d.kind(), d.chosen(model), d.seconds(model));
        });
    for (EngineName engine : List.of(EngineName.TESSERACT, EngineName.ONNX)) {
      calibration(engine, documents, models);
    }
  }

  private static Row alone(ReadDocument document, EngineName engine) {
    return new Row(document.kind(), document.score(engine), document.seconds(engine));
  }

  private static void print(ReadingModel model) {
    print("tesseract", model.tesseract());
    print("onnx", model.onnx());
    System.out.printf(
        Locale.ROOT, "min-sure = %.2f%nmin-gain = %.2f%n", model.minSure(), model.minGain());
  }

  private static void print(String engine, ReadingModel.Curve curve) {
    System.out.println(
        engine
            + " = "
            + curve.points().stream()
                .map(point -> point.confidence() + ":" + point.likelihood())
                .collect(Collectors.joining(" ")));
  }

  private static void table(
      String name, List<ReadDocument> documents, Function<ReadDocument, Row> read) {
    Map<String, List<Row>> kinds = new TreeMap<>();
    List<Row> all = new ArrayList<>();
    for (ReadDocument document : documents) {
      Row row = read.apply(document);
      kinds.computeIfAbsent(row.kind(), kind -> new ArrayList<>()).add(row);
      all.add(row);
    }
    System.out.printf(
        "%n%s%n| kind | documents | CER, median | mean | 90th percentile | over .5 | words F1,"
            + " median | CPU s, mean |%n|---|---|---|---|---|---|---|---|%n",
        name);
    kinds.forEach(Calibrate::line);
    line(ALL, all);
  }

  private static void line(String kind, List<Row> rows) {
    ToDoubleFunction<Row> rate = row -> row.score().errorRate();
    System.out.printf(
        Locale.ROOT,
        "| %s | %d | %.3f | %.3f | %.3f | %.2f | %.3f | %.2f |%n",
        kind,
        rows.size(),
        quantile(rows, rate, 0.5),
        rows.stream().mapToDouble(rate).average().orElseThrow(),
        quantile(rows, rate, 0.9),
        rows.stream().filter(row -> row.score().errorRate() > BAD).count() / (double) rows.size(),
        quantile(rows, row -> row.score().wordsFound(), 0.5),
        rows.stream().mapToDouble(Row::seconds).average().orElseThrow());
  }

  /* Between the two nearest where there is no middle one. */
  private static double quantile(List<Row> rows, ToDoubleFunction<Row> figure, double part) {
    double[] sorted = rows.stream().mapToDouble(figure).sorted().toArray();
    double at = part * (sorted.length - 1);
    int below = (int) at;
    int above = Math.min(sorted.length - 1, below + 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }

  /** Of the words that are said to be right with some likelihood, how many are. */
  private static void calibration(
      EngineName engine, List<ReadDocument> documents, Map<ReadDocument, ReadingModel> models) {
    double[][] said = new double[BINS][3];
    double[][] before = new double[BINS][3];
    for (ReadDocument document : documents) {
      ReadingModel model = requireNonNull(models.get(document));
      for (ReadingFit.Judged word : document.judged(engine)) {
        add(said, model.likelihood(engine, word.confidence()), word.isRight());
        add(before, word.confidence(), word.isRight());
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%n%s: expected calibration error %.4f, of the engine's own confidence %.4f%n",
        engine.jsonName(),
        error(said),
        error(before));
    for (double[] bin : said) {
      System.out.printf(Locale.ROOT, "%.3f %.3f %.0f%n", bin[1] / bin[0], bin[2] / bin[0], bin[0]);
    }
  }

  private static void add(double[][] bins, double likely, boolean isRight) {
    double[] bin = bins[(int) Math.min(BINS - 1, likely * BINS)];
    bin[0]++;
    bin[1] += likely;
    bin[2] += isRight ? 1 : 0;
  }

  private static double error(double[][] bins) {
    double words = 0;
    double off = 0;
    for (double[] bin : bins) {
      words += bin[0];
      off += Math.abs(bin[1] - bin[2]);
    }
    return off / words;
  }
}
