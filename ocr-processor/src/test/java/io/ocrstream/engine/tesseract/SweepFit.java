/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.tesseract;

import static java.util.Objects.requireNonNull;

import io.ocrstream.engine.tesseract.ScoredDocument.Score;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Chooses a value for a constant by cross-validation over documents: in each of {@value #FOLDS}
 * folds, the value with the least mean error rate of the other documents scores those that were
 * left out. The shipped value stays unless another one is better by {@value #NOTABLE}.
 *
 * @param constant the constant
 * @param values score of each document by value
 */
record SweepFit(SweptConstant constant, Map<Double, Map<String, Score>> values) {
  private static final int FOLDS = 10;

  /** Difference in mean error rates from which values differ. */
  private static final double NOTABLE = 0.0005;

  private static final double MEDIAN = 0.5;
  private static final double NINETY_PERCENT = 0.9;

  private List<String> documents() {
    return List.copyOf(shipped().keySet());
  }

  private Map<String, Score> shipped() {
    return scores(constant.shipped());
  }

  private Map<String, Score> scores(double value) {
    return requireNonNull(values.get(value));
  }

  private double errorRate(double value, String document) {
    return requireNonNull(scores(value).get(document)).errorRate();
  }

  /** Mean error rate of some documents. */
  private double loss(double value, Collection<String> documents) {
    return documents.stream().mapToDouble(d -> errorRate(value, d)).average().orElse(0);
  }

  /** The best value for some documents; the shipped one where none is notably better. */
  double best(Collection<String> documents) {
    double best = constant.shipped();
    double least = loss(best, documents) - NOTABLE;
    for (double value : values.keySet()) {
      double loss = loss(value, documents);
      if (loss < least) {
        best = value;
        least = loss;
      }
    }
    return best;
  }

  /** Value that each fold chose without its documents. */
  List<Double> chosen() {
    return IntStream.range(0, FOLDS).mapToObj(fold -> best(fold(fold, false))).toList();
  }

  private List<String> fold(int fold, boolean isLeftOut) {
    List<String> all = documents();
    return IntStream.range(0, all.size())
        .filter(i -> (i % FOLDS == fold) == isLeftOut)
        .mapToObj(all::get)
        .toList();
  }

  /** Mean error rate of documents that were left out of the choice. */
  double heldOut() {
    List<Double> chosen = chosen();
    double sum = 0;
    for (int fold = 0; fold < FOLDS; fold++) {
      List<String> left = fold(fold, true);
      sum += loss(chosen.get(fold), left) * left.size();
    }
    return sum / documents().size();
  }

  /** Values next to the shipped one, and itself, that are as good as it. */
  List<Double> flat() {
    List<Double> all = new ArrayList<>(values.keySet());
    int at = all.indexOf(constant.shipped());
    int from = at;
    int to = at;
    while (from > 0 && isEqual(all.get(from - 1))) {
      from--;
    }
    while (to + 1 < all.size() && isEqual(all.get(to + 1))) {
      to++;
    }
    return all.subList(from, to + 1);
  }

  private boolean isEqual(double value) {
    return Math.abs(loss(value, documents()) - loss(constant.shipped(), documents())) < NOTABLE;
  }

  /** All figures as tables. */
  String report() {
    StringBuilder report = new StringBuilder();
    List<Double> flat = flat();
    report.append(
        String.format(
            Locale.ROOT,
            "%n## %s = %s%nmean %.5f, held out %.5f, folds chose %s, flat from %s to %s%n%n",
            constant.title(),
            constant.shipped(),
            loss(constant.shipped(), documents()),
            heldOut(),
            chosen().stream().collect(Collectors.groupingBy(v -> v, Collectors.counting())),
            flat.get(0),
            flat.get(flat.size() - 1)));
    report.append("| value | mean CER | cases right | documents changed, better, worse |\n");
    report.append("|---|---|---|---|\n");
    values.keySet().forEach(value -> report.append(line(value)));
    report.append("\n| kind | documents |");
    values.keySet().forEach(value -> report.append(" ").append(value).append(" |"));
    report.append("\n|---|---|").append("---|".repeat(values.size())).append('\n');
    kinds().forEach((kind, of) -> report.append(line(kind, of)));
    return report.toString();
  }

  private String line(double value) {
    return String.format(
        Locale.ROOT,
        "| %s | %.5f | %d | %d, %d, %d |%n",
        value,
        loss(value, documents()),
        right(value),
        better(value) + worse(value),
        better(value),
        worse(value));
  }

  /* Number of cases that are right. */
  private long right(double value) {
    return documents().stream()
        .filter(d -> d.startsWith(ScoredDocument.CASE + "/"))
        .filter(d -> requireNonNull(scores(value).get(d)).found() == 1)
        .count();
  }

  private long better(double value) {
    return documents().stream().filter(d -> change(d, value) < 0).count();
  }

  private long worse(double value) {
    return documents().stream().filter(d -> change(d, value) > 0).count();
  }

  /**
   * Returns the row of the table in docs/thresholds.md.
   *
   * @param users number of documents that use the constant
   */
  String row(int users) {
    String others =
        values.keySet().stream()
            .filter(value -> value != constant.shipped())
            .map(this::effect)
            .collect(Collectors.joining("; "));
    return "| `%s` | %s | %d | %s | %s |%n"
        .formatted(constant.title(), plain(constant.shipped()), users, others, choice());
  }

  private String effect(double value) {
    if (better(value) + worse(value) == 0) {
      return plain(value) + ": same";
    }
    long lost = right(constant.shipped()) - right(value);
    String cases = lost == 0 ? "" : String.format(Locale.ROOT, ", cases %+d", -lost);
    return String.format(
        Locale.ROOT,
        "%s: %+.4f (%d better, %d worse%s)",
        plain(value),
        loss(value, documents()) - loss(constant.shipped(), documents()),
        better(value),
        worse(value),
        cases);
  }

  private String choice() {
    Map<Double, Long> chosen =
        chosen().stream()
            .collect(Collectors.groupingBy(v -> v, TreeMap::new, Collectors.counting()));
    if (chosen.keySet().equals(Set.of(constant.shipped()))) {
      return "all keep it";
    }
    String folds =
        chosen.entrySet().stream()
            .map(one -> "%d: %s".formatted(one.getValue(), plain(one.getKey())))
            .collect(Collectors.joining(", "));
    double gain = heldOut() - loss(constant.shipped(), documents());
    return folds + String.format(Locale.ROOT, "; left out %+.4f", gain);
  }

  private static String plain(double value) {
    return value == Math.rint(value) ? Long.toString(Math.round(value)) : Double.toString(value);
  }

  private int change(String document, double value) {
    return Double.compare(errorRate(value, document), errorRate(constant.shipped(), document));
  }

  private Map<String, List<String>> kinds() {
    return documents().stream()
        .collect(
            Collectors.groupingBy(
                d -> d.substring(0, d.indexOf('/')), TreeMap::new, Collectors.toList()));
  }

  /* Kinds that no value changes are left out. */
  private String line(String kind, List<String> documents) {
    List<String> cells =
        values.keySet().stream()
            .map(
                value ->
                    String.format(
                        Locale.ROOT,
                        "%.3f, %.3f, %.3f",
                        quantile(value, documents, MEDIAN),
                        loss(value, documents),
                        quantile(value, documents, NINETY_PERCENT)))
            .toList();
    return cells.stream().distinct().count() < 2
        ? ""
        : "| %s | %d | %s |%n".formatted(kind, documents.size(), String.join(" | ", cells));
  }

  private double quantile(double value, List<String> documents, double part) {
    double[] sorted = documents.stream().mapToDouble(d -> errorRate(value, d)).sorted().toArray();
    double at = part * (sorted.length - 1);
    int below = (int) at;
    int above = Math.min(sorted.length - 1, below + 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }
}
