/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.auto;

import static java.util.Objects.requireNonNull;

import io.ocrstream.contracts.EngineName;
import io.ocrstream.engine.AccuracyReport;
import io.ocrstream.engine.TextScore;
import java.io.IOException;
import java.nio.file.Files;
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
 * <p>Arguments: a folder of documents with their texts, laid out as for {@link AccuracyReport}; a
 * folder in which the readings of both engines are kept, so that only the first run takes long; and
 * a folder for diagrams. It prints the numbers for {@code reading-model.properties}, fitted on all
 * documents, and a table for which each document was left out of the fit that read it: {@value
 * #FOLDS} folds.
 */
public final class Calibrate {
  private static final int FOLDS = 10;
  private static final double BAD = 0.5;
  private static final String ALL = "all";

  private Calibrate() {}

  /** The score and time of one document with one engine. */
  private record Row(String kind, TextScore score, double seconds) {}

  /** Runs the command. */
  public static void main(String[] args) throws IOException {
    Readings readings = new Readings(Path.of(args[0]), Path.of(args[1]));
    readings.collect();
    List<ReadDocument> documents = new ArrayList<>(readings.documents());
    // Sorted by name, so that folds do not depend on the order of the table.
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
      System.out.printf("fold %d: %s, %s%n", fold, model.alone(), model.together());
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
      calibration(engine, documents, models, Path.of(args[2]));
    }
  }

  private static Row alone(ReadDocument document, EngineName engine) {
    return new Row(document.kind(), document.score(engine), document.seconds(engine));
  }

  private static void print(ReadingModel model) {
    print("tesseract", model.tesseract());
    print("onnx", model.onnx());
    print("alone", model.alone());
    print("together", model.together());
  }

  private static void print(String second, ReadingModel.Thresholds thresholds) {
    System.out.printf(
        Locale.ROOT,
        "%1$s.min-sure = %2$.2f%n%1$s.min-gain = %3$.2f%n",
        second,
        thresholds.minSure(),
        thresholds.minGain());
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

  /** Interpolates between the two nearest values if there is no middle one. */
  private static double quantile(List<Row> rows, ToDoubleFunction<Row> figure, double part) {
    double[] sorted = rows.stream().mapToDouble(figure).sorted().toArray();
    double at = part * (sorted.length - 1);
    int below = (int) at;
    int above = Math.min(sorted.length - 1, below + 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }

  /** Draws the share of right words by predicted probability. */
  private static void calibration(
      EngineName engine,
      List<ReadDocument> documents,
      Map<ReadDocument, ReadingModel> models,
      Path folder)
      throws IOException {
    ReliabilityDiagram after = new ReliabilityDiagram();
    ReliabilityDiagram before = new ReliabilityDiagram();
    for (ReadDocument document : documents) {
      ReadingModel model = requireNonNull(models.get(document));
      for (ReadingFit.Judged word : document.judged(engine)) {
        after.add(model.likelihood(engine, word.confidence()), word.isRight());
        before.add(word.confidence(), word.isRight());
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%n%s: expected calibration error %.4f, of the engine's own confidence %.4f%n",
        engine.jsonName(),
        after.error(),
        before.error());
    Files.writeString(
        folder.resolve("reliability-%s.svg".formatted(engine.jsonName())),
        after.svg(before, engine.jsonName()));
  }
}
