/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.auto;

import io.ocrstream.contracts.EngineName;
import io.ocrstream.contracts.Line;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Preparation;
import io.ocrstream.contracts.Treatment;
import io.ocrstream.contracts.Word;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Estimates how likely the words of a reading are right, and which of two readings of a page is
 * better. Its numbers are fitted by {@code Calibrate}, which is among the tests, on documents with
 * known texts.
 *
 * <p><b>Threading:</b> any; immutable.
 *
 * @param tesseract the likelihood of Tesseract's words
 * @param onnx the likelihood of the second engine's words
 * @param alone the thresholds if the second engine reads the page again by itself
 * @param together the thresholds if it reads line by line with Tesseract
 * @param minWordGain words of the other one of two readings are taken if their likelihood exceeds
 *     that of the kept one's by more
 */
record ReadingModel(
    Curve tesseract, Curve onnx, Thresholds alone, Thresholds together, double minWordGain) {
  private static final String RESOURCE = "reading-model.properties";

  private static final double DIGITS = 10_000;

  /**
   * The time of a second reading that does not depend on the number of words, in words: 1.5 s, and
   * 10 ms for each word (a linear fit over 99 pages).
   */
  private static final double PAGE_IN_WORDS = 140;

  /**
   * Minimum ratio of the right text of two readings for which the second one is kept, if the first
   * one left no doubt: one line more in twenty.
   */
  private static final double MIN_MORE_TEXT = 1.05;

  /** Steps that change the ground of text. Text that they remove does not count as unread ink. */
  private static final Set<Preparation> GROUND_STEPS =
      EnumSet.of(
          Preparation.INVERTED, Preparation.BACKGROUND_NORMALISED, Preparation.GROUND_WHITENED);

  /** The bundled model. */
  static final ReadingModel BUNDLED = bundled();

  /**
   * The likelihood that a word is right as a function of the engine's confidence: linear between
   * points.
   *
   * @param points in rising order of both; the curve is constant before the first and after the
   *     last
   */
  record Curve(List<Point> points) {
    /** Copies the list. */
    Curve {
      points = List.copyOf(points);
    }

    /** Parses {@code confidence:likelihood} pairs separated by spaces. */
    static Curve parse(String text) {
      return new Curve(Stream.of(text.split(" ", -1)).map(Point::parse).toList());
    }

    /** Returns the likelihood, 0 to 1. */
    double at(double confidence) {
      Point before = points.get(0);
      for (Point point : points) {
        if (point.confidence() > confidence) {
          double width = point.confidence() - before.confidence();
          double part = width == 0 ? 0 : (confidence - before.confidence()) / width;
          return before.likelihood() + part * (point.likelihood() - before.likelihood());
        }
        before = point;
      }
      return before.likelihood();
    }
  }

  /**
   * The thresholds for reading a page again and for keeping the second reading.
   *
   * @param minDoubt the {@link #doubt} from which a page is read again
   * @param minGain the second reading is kept if its expected accuracy exceeds that of the first by
   *     more; a negative value prefers the second reading
   */
  record Thresholds(double minDoubt, double minGain) {}

  /** A point of a curve, both values 0 to 1. */
  record Point(double confidence, double likelihood) {
    private static Point parse(String text) {
      String[] numbers = text.split(":", -1);
      return new Point(Double.parseDouble(numbers[0]), Double.parseDouble(numbers[1]));
    }
  }

  private static ReadingModel bundled() {
    Properties numbers = new Properties();
    try (InputStream in = ReadingModel.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("no bundled " + RESOURCE);
      }
      numbers.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ReadingModel(
        Curve.parse(numbers.getProperty("tesseract")),
        Curve.parse(numbers.getProperty("onnx")),
        thresholds(numbers, "alone"),
        thresholds(numbers, "together"),
        number(numbers, "alone.min-word-gain"));
  }

  private static Thresholds thresholds(Properties numbers, String name) {
    return new Thresholds(
        number(numbers, name + ".min-doubt"), number(numbers, name + ".min-gain"));
  }

  private static double number(Properties numbers, String name) {
    return Double.parseDouble(numbers.getProperty(name));
  }

  /** Returns whether the page has nothing that a second reading could find. */
  static boolean isBlank(Page first) {
    return first.confidence() == null && first.incomplete() == null;
  }

  /** Returns whether a second reading of the page by {@code engine} is worth its time. */
  boolean isInDoubt(Page first, EngineName engine) {
    return isInDoubt(first, promise(EngineName.TESSERACT, first), engine);
  }

  /**
   * Returns whether a second reading of the page by {@code engine} is worth its time.
   *
   * @param promise the {@link #promise} of {@code first}
   */
  boolean isInDoubt(Page first, double promise, EngineName engine) {
    return !isBlank(first) && (hasOtherGround(first) || isDoubtful(first, promise, engine));
  }

  private boolean isDoubtful(Page first, double promise, EngineName engine) {
    return doubt(first, promise) >= thresholds(engine).minDoubt();
  }

  /**
   * Returns the fraction of the text that is likely wrong, for each thousand words of time that a
   * second reading takes. A short page is in doubt sooner than a long one, because it costs less.
   */
  private static double doubt(Page first, double promise) {
    int words = first.words() == null ? 0 : first.words().size();
    return (1 - promise) * 1000 / (PAGE_IN_WORDS + words);
  }

  private static boolean hasOtherGround(Page page) {
    Treatment treatment = page.treatment();
    return treatment != null && treatment.preparation().stream().anyMatch(GROUND_STEPS::contains);
  }

  /** Returns the thresholds of second readings by {@code engine}. */
  Thresholds thresholds(EngineName engine) {
    return engine == EngineName.ONNX ? alone : together;
  }

  /** Returns whether the second reading, by {@code engine}, is likely better than the first. */
  boolean prefersSecond(Page first, EngineName engine, Page second) {
    return prefersSecond(
        first, promise(EngineName.TESSERACT, first), engine, second, promise(engine, second));
  }

  /**
   * Returns whether the second reading, by {@code engine}, is likely better than the first: its
   * expected accuracy exceeds that of the first by more than {@link Thresholds#minGain}. If the
   * first reading is not doubtful by itself, the second engine must find more text.
   *
   * @param promise the {@link #promise} of {@code first}
   */
  boolean prefersSecond(
      Page first, double promise, EngineName engine, Page second, double secondPromise) {
    if (engine == EngineName.ONNX && !isDoubtful(first, promise, engine)) {
      return secondPromise * characters(second) > MIN_MORE_TEXT * promise * characters(first);
    }
    return secondPromise > promise + thresholds(engine).minGain();
  }

  private static int characters(Page page) {
    List<Word> words = page.words() == null ? List.of() : page.words();
    return words.stream().mapToInt(word -> word.text().length()).sum();
  }

  /** Returns whether at least half of the letters on the page are Latin; true if there are none. */
  static boolean isLatin(Page page) {
    long letters = page.text().codePoints().filter(Character::isLetter).count();
    long latin =
        page.text()
            .codePoints()
            .filter(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.LATIN)
            .count();
    return 2 * latin >= letters;
  }

  /** Returns the page with likelihoods in place of its confidences, of words and lines too. */
  Page calibrated(EngineName engine, Page page) {
    if (page.words() == null) {
      return page;
    }
    List<Word> words =
        page.words().stream()
            .map(word -> word.withConfidence(rounded(likelihood(engine, word.confidence()))))
            .toList();
    List<Line> lines =
        page.lines() == null
            ? null
            : page.lines().stream()
                .map(
                    line ->
                        line.withConfidence(
                            mean(
                                words.subList(
                                    line.firstWord(), line.firstWord() + line.wordCount()))))
                .toList();
    return page.with(page.text(), words, lines, page.blocks())
        .withConfidence(words.isEmpty() ? null : mean(words));
  }

  /** Returns the mean confidence of {@code words}. */
  static double mean(List<Word> words) {
    return rounded(words.stream().mapToDouble(Word::confidence).average().orElse(0));
  }

  private static double rounded(double value) {
    return Math.round(value * DIGITS) / DIGITS;
  }

  /**
   * Returns the page that is made of two readings: {@code kept}, calibrated, with the likelier
   * words of {@code other}. If one of both was read line by line, because the second engine cannot
   * spell its language, words that stay also take the accents of the other one.
   *
   * @param engine the engine of {@code kept}
   */
  Page joined(EngineName engine, Page kept, EngineName otherEngine, Page other) {
    boolean isAccented = engine == EngineName.AUTO || otherEngine == EngineName.AUTO;
    return LikelierWords.in(
        calibrated(engine, kept), calibrated(otherEngine, other), minWordGain, isAccented);
  }

  /**
   * Returns the fraction of the page's text that is likely right, 0 to 1: the mean likelihood of
   * its words, weighted by length, reduced by the fraction of missed ink.
   */
  double promise(EngineName engine, Page page) {
    List<Word> words = page.words() == null ? List.of() : page.words();
    double right = 0;
    double all = 0;
    for (Word word : words) {
      right += word.text().length() * likelihood(engine, word.confidence());
      all += word.text().length();
    }
    double missed = page.missedInk() == null ? 0 : page.missedInk();
    return all == 0 ? 0 : right / all * (1 - missed);
  }

  /** Returns the likelihood, 0 to 1, that a word is right. */
  double likelihood(EngineName engine, double confidence) {
    return switch (engine) {
      case TESSERACT -> tesseract.at(confidence);
      case ONNX -> onnx.at(confidence);
      case AUTO -> confidence;
    };
  }
}
