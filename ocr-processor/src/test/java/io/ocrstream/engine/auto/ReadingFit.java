/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.auto;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.ocrstream.contracts.EngineName;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Word;
import io.ocrstream.engine.TextScore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * Fits a {@link ReadingModel}: the curves by isotonic regression over words, then both thresholds
 * by the mean error rate of the documents, within the time that second readings may cost.
 */
final class ReadingFit {
  /** Maximum processor time of all readings, relative to one reading of each page. */
  private static final double MOST_TIMES = 1.6;

  /** Number of groups of words that a curve is fitted to. */
  private static final int GROUPS = 40;

  /** A gain that no words have: none are taken from the other reading. */
  static final double NO_WORDS = 1;

  private static final List<Double> WORD_GAINS =
      List.of(0.0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, NO_WORDS);

  private static final double DIGITS = 10_000;
  private static final double STEP = 0.01;
  private static final double LEAST_DOUBT = 0.05;

  /** More than any page has. */
  private static final double MOST_DOUBT = 10;

  private static final ReadingModel.Thresholds NEVER = new ReadingModel.Thresholds(MOST_DOUBT, 0);

  /** Ratio of two doubts that are tried one after the other. */
  private static final double DOUBT_RATIO = 0.95;

  private static final double LEAST_GAIN = -0.3;
  private static final double MOST_GAIN = 0.2;

  /**
   * Minimum gain in the mean loss for which more expensive thresholds are chosen. One document of
   * sixty gives more if its own loss falls by two hundredths.
   */
  private static final double NOTABLE = 0.0002;

  /** Losses of gains of words that differ by less are about equal. */
  private static final double NOTABLE_BY_WORDS = 0.0001;

  private ReadingFit() {}

  /** A word's confidence, and whether the word is in the known text. */
  record Judged(double confidence, boolean isRight) {}

  /** Fits on {@code documents}. */
  static ReadingModel of(List<ReadDocument> documents) {
    ReadingModel.Curve tesseract = curve(documents, EngineName.TESSERACT);
    ReadingModel.Curve onnx = curve(documents, EngineName.ONNX);
    ReadingModel model = new ReadingModel(tesseract, onnx, NEVER, NEVER, NO_WORDS);
    ReadingModel.Thresholds alone =
        thresholds(documents, EngineName.ONNX, model, doubts(), MOST_TIMES);
    // Doubt concerns the first reading only, and documents of other languages are few.
    ReadingModel.Thresholds together =
        thresholds(
            documents, EngineName.AUTO, model, List.of(alone.minDoubt()), Double.POSITIVE_INFINITY);
    return withWords(documents, new ReadingModel(tesseract, onnx, alone, together, NO_WORDS));
  }

  /** Returns the model with the middle of the gains that are about as good as the best one. */
  private static ReadingModel withWords(List<ReadDocument> documents, ReadingModel model) {
    Map<Double, Double> losses = new TreeMap<>();
    for (double gain : WORD_GAINS) {
      ReadingModel tried = withWords(model, gain);
      losses.put(gain, mean(documents, document -> loss(document.chosen(tried))));
    }
    double least = Collections.min(losses.values());
    List<Double> good =
        losses.entrySet().stream()
            .filter(tried -> tried.getValue() <= least + NOTABLE_BY_WORDS)
            .map(Map.Entry::getKey)
            .toList();
    return withWords(model, good.get(good.size() / 2));
  }

  private static ReadingModel withWords(ReadingModel model, double minWordGain) {
    return new ReadingModel(
        model.tesseract(), model.onnx(), model.alone(), model.together(), minWordGain);
  }

  /**
   * Returns what is least for the best text: the mean of the character error rate and the fraction
   * of words not found. The error rate alone would follow the order of cells and columns, which is
   * a matter of opinion.
   */
  private static double loss(TextScore score) {
    return (score.errorRate() + 1 - score.wordsFound()) / 2;
  }

  /** Thresholds with the mean error rate that they give. */
  private record Tried(ReadingModel.Thresholds thresholds, double errorRate) {}

  private static List<Double> doubts() {
    return DoubleStream.iterate(MOST_DOUBT, doubt -> doubt > LEAST_DOUBT, d -> d * DOUBT_RATIO)
        .map(ReadingFit::rounded)
        .boxed()
        .toList();
  }

  /**
   * Uses only documents that {@code second} may read again; others have no effect.
   *
   * @param doubts the values of the minimum doubt to try, falling
   * @param mostTimes maximum processor time, relative to one reading of each page
   */
  private static ReadingModel.Thresholds thresholds(
      List<ReadDocument> all,
      EngineName second,
      ReadingModel curves,
      List<Double> doubts,
      double mostTimes) {
    List<ReadDocument> documents =
        all.stream().filter(document -> document.second() == second).toList();
    List<Tried> tried = tried(documents, curves, doubts, mostTimes);
    double least = tried.stream().mapToDouble(Tried::errorRate).min().orElseThrow();
    Map<Double, List<ReadingModel.Thresholds>> best =
        tried.stream()
            .filter(t -> t.errorRate() <= least + NOTABLE)
            .map(Tried::thresholds)
            .collect(
                groupingBy(
                    ReadingModel.Thresholds::minDoubt,
                    () -> new TreeMap<>(Comparator.reverseOrder()),
                    toList()));
    return middle(best.values());
  }

  /**
   * Returns the middle of the widest range of equally good gains. Of equally wide ranges, the one
   * with fewer second readings counts. The error rate is flat within a range, and other documents
   * would leave it at its ends first.
   */
  private static ReadingModel.Thresholds middle(
      Collection<List<ReadingModel.Thresholds>> rangesByDoubt) {
    List<ReadingModel.Thresholds> widest = List.of();
    for (List<ReadingModel.Thresholds> range : rangesByDoubt) {
      if (range.size() > widest.size()) {
        widest = range;
      }
    }
    return widest.get(widest.size() / 2);
  }

  private static List<Tried> tried(
      List<ReadDocument> documents, ReadingModel curves, List<Double> doubts, double mostTimes) {
    double once = mean(documents, document -> document.seconds(EngineName.TESSERACT));
    List<Tried> tried = new ArrayList<>();
    for (double gain = LEAST_GAIN; gain <= MOST_GAIN; gain += STEP) {
      for (double doubt : doubts) {
        ReadingModel.Thresholds pair = new ReadingModel.Thresholds(doubt, rounded(gain));
        ReadingModel model =
            new ReadingModel(curves.tesseract(), curves.onnx(), pair, pair, NO_WORDS);
        if (mean(documents, document -> document.seconds(model)) > mostTimes * once) {
          break;
        }
        double rate = mean(documents, document -> loss(document.chosen(model)));
        tried.add(new Tried(pair, rate));
      }
    }
    return tried;
  }

  private static double rounded(double value) {
    return Math.round(value / STEP) * STEP;
  }

  private static double mean(List<ReadDocument> documents, ToDoubleFunction<ReadDocument> figure) {
    return documents.stream().mapToDouble(figure).average().orElseThrow();
  }

  /**
   * Forms groups of equally many words. Neighbours are merged until the share of right words never
   * falls with confidence.
   */
  private static ReadingModel.Curve curve(List<ReadDocument> documents, EngineName engine) {
    List<Judged> words =
        documents.stream()
            .flatMap(document -> document.judged(engine).stream())
            .sorted(Comparator.comparingDouble(Judged::confidence))
            .toList();
    List<double[]> groups = new ArrayList<>();
    for (int group = 0; group < GROUPS; group++) {
      int from = words.size() * group / GROUPS;
      int to = words.size() * (group + 1) / GROUPS;
      double[] sums = new double[3];
      for (Judged word : words.subList(from, to)) {
        sums[0]++;
        sums[1] += word.confidence();
        sums[2] += word.isRight() ? 1 : 0;
      }
      groups.add(sums);
      while (groups.size() > 1 && falls(groups)) {
        double[] last = groups.remove(groups.size() - 1);
        double[] before = groups.get(groups.size() - 1);
        Arrays.setAll(before, i -> before[i] + last[i]);
      }
    }
    return new ReadingModel.Curve(
        groups.stream()
            .map(sums -> new ReadingModel.Point(round(sums[1] / sums[0]), round(sums[2] / sums[0])))
            .toList());
  }

  private static boolean falls(List<double[]> groups) {
    double[] last = groups.get(groups.size() - 1);
    double[] before = groups.get(groups.size() - 2);
    return last[2] / last[0] <= before[2] / before[0];
  }

  private static double round(double value) {
    return Math.round(value * DIGITS) / DIGITS;
  }

  /**
   * Judges the words of {@code pages}. A word is right if {@code truth} still has an unmatched copy
   * of it.
   */
  static List<Judged> judged(List<Page> pages, String truth) {
    String there = TextScore.normal(truth);
    boolean isUpper =
        there.equals(there.toUpperCase(Locale.ROOT))
            && !there.equals(there.toLowerCase(Locale.ROOT));
    Map<String, Integer> left = new HashMap<>();
    for (String word : there.split(" ", -1)) {
      left.merge(word, 1, Integer::sum);
    }
    List<Judged> judged = new ArrayList<>();
    for (Page page : pages) {
      for (Word word : page.words() == null ? List.<Word>of() : page.words()) {
        String text = TextScore.normal(word.text());
        String key = isUpper ? text.toUpperCase(Locale.ROOT) : text;
        boolean isRight = left.merge(key, -1, Integer::sum) >= 0;
        judged.add(new Judged(word.confidence(), isRight));
      }
    }
    return judged;
  }
}
