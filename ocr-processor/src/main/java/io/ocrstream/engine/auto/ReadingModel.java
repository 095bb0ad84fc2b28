/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.auto;

import io.ocrstream.contracts.EngineName;
import io.ocrstream.contracts.Line;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Word;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * What a reading promises: how likely its words are right, and which of two readings of a page has
 * more of them. Its numbers are fitted by the tests' {@code Calibrate}, on documents whose texts
 * are known.
 *
 * <p><b>Threading:</b> any; it never changes.
 *
 * @param tesseract how likely Tesseract's words are right
 * @param onnx how likely the second engine's words are right
 * @param alone when the second engine reads the page again by itself
 * @param together when it does so line by line with Tesseract
 */
record ReadingModel(Curve tesseract, Curve onnx, Thresholds alone, Thresholds together) {
  private static final String RESOURCE = "reading-model.properties";

  private static final double DIGITS = 10_000;

  /** The bundled one. */
  static final ReadingModel BUNDLED = bundled();

  /**
   * How likely a word is right, by the confidence that its engine gave: straight lines between
   * points.
   *
   * @param points in rising order of both; before the first and behind the last it is level
   */
  record Curve(List<Point> points) {
    /** Copies the list. */
    Curve {
      points = List.copyOf(points);
    }

    /** Reads {@code confidence:likelihood} pairs between spaces. */
    static Curve parse(String text) {
      return new Curve(Stream.of(text.split(" ", -1)).map(Point::parse).toList());
    }

    /** The likelihood, 0 to 1. */
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
   * When a page is read again, and which reading is kept.
   *
   * @param minSure promise from which a first reading leaves no doubt, 0 to 1
   * @param minGain how much more the second reading must promise to be kept
   */
  record Thresholds(double minSure, double minGain) {}

  /** A point of a curve, both 0 to 1. */
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
        thresholds(numbers, "together"));
  }

  private static Thresholds thresholds(Properties numbers, String name) {
    return new Thresholds(number(numbers, name + ".min-sure"), number(numbers, name + ".min-gain"));
  }

  private static double number(Properties numbers, String name) {
    return Double.parseDouble(numbers.getProperty(name));
  }

  /** Whether there is nothing on the page that a second reading could find. */
  static boolean isBlank(Page first) {
    return first.confidence() == null && first.incomplete() == null;
  }

  /** Whether a second reading of the page, by {@code engine}, may be better. */
  boolean isInDoubt(Page first, EngineName engine) {
    return !isBlank(first) && promise(EngineName.TESSERACT, first) < thresholds(engine).minSure();
  }

  /** Those of second readings by {@code engine}. */
  Thresholds thresholds(EngineName engine) {
    return engine == EngineName.ONNX ? alone : together;
  }

  /** Whether the second reading, by {@code engine}, promises more than Tesseract's. */
  boolean prefersSecond(Page first, EngineName engine, Page second) {
    return promise(engine, second)
        > promise(EngineName.TESSERACT, first) + thresholds(engine).minGain();
  }

  /** Whether most letters of the page are Latin ones; none are not any other. */
  static boolean isLatin(Page page) {
    long letters = page.text().codePoints().filter(Character::isLetter).count();
    long latin =
        page.text()
            .codePoints()
            .filter(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.LATIN)
            .count();
    return 2 * latin >= letters;
  }

  /** The page with the likelihoods of its words, lines and itself for their confidences. */
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

  private static double mean(List<Word> words) {
    return rounded(words.stream().mapToDouble(Word::confidence).average().orElse(0));
  }

  private static double rounded(double value) {
    return Math.round(value * DIGITS) / DIGITS;
  }

  /**
   * Part of a page's text that is likely right, 0 to 1: mean over words, by length, of what was
   * read; less the ink that was not.
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

  /**
   * How likely a word is right that {@code engine} read so, 0 to 1; what both read together says so
   * itself.
   */
  double likelihood(EngineName engine, double confidence) {
    return switch (engine) {
      case TESSERACT -> tesseract.at(confidence);
      case ONNX -> onnx.at(confidence);
      case AUTO -> confidence;
    };
  }
}
