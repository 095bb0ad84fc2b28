/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.auto;

import io.ocrstream.contracts.EngineName;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Word;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Properties;

/**
 * What a reading promises: how likely its words are right, and which of two readings of a page has
 * more of them. Its numbers are fitted by the tests' {@code Calibrate}, on documents whose texts
 * are known.
 *
 * <p><b>Threading:</b> any; it never changes.
 *
 * @param tesseract how likely Tesseract's words are right
 * @param onnx how likely the second engine's words are right
 * @param minSure promise from which a first reading leaves no doubt, 0 to 1
 * @param minGain how much more the second reading must promise to be kept
 */
record ReadingModel(Curve tesseract, Curve onnx, double minSure, double minGain) {
  private static final String RESOURCE = "reading-model.properties";

  /** The bundled one. */
  static final ReadingModel BUNDLED = bundled();

  /**
   * How likely a word is right, by the confidence that its engine gave: a logistic curve over the
   * logarithm of the odds.
   *
   * @param intercept at even odds
   * @param slope not below 0, so that a more confident word is never less likely right
   */
  record Curve(double intercept, double slope) {
    /** Confidences nearer to 0 or 1 say no more than this one. */
    private static final double LEAST = 0.001;

    /** The likelihood, 0 to 1. */
    double at(double confidence) {
      return 1 / (1 + Math.exp(-intercept - slope * odds(confidence)));
    }

    /** Logarithm of the odds that {@code confidence} claims. */
    static double odds(double confidence) {
      double bounded = Math.max(LEAST, Math.min(1 - LEAST, confidence));
      return Math.log(bounded / (1 - bounded));
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
        new Curve(number(numbers, "tesseract.intercept"), number(numbers, "tesseract.slope")),
        new Curve(number(numbers, "onnx.intercept"), number(numbers, "onnx.slope")),
        number(numbers, "min-sure"),
        number(numbers, "min-gain"));
  }

  private static double number(Properties numbers, String name) {
    return Double.parseDouble(numbers.getProperty(name));
  }

  /** Whether there is nothing on the page that a second reading could find. */
  static boolean isBlank(Page first) {
    return first.confidence() == null && first.incomplete() == null;
  }

  /** Whether a second reading of the page may be better. */
  boolean isInDoubt(Page first) {
    return !isBlank(first) && promise(EngineName.TESSERACT, first) < minSure;
  }

  /** Whether the second reading promises more than the first. */
  boolean prefersSecond(Page first, Page second) {
    return promise(EngineName.ONNX, second) > promise(EngineName.TESSERACT, first) + minGain;
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
      right += word.text().length() * curve(engine).at(word.confidence());
      all += word.text().length();
    }
    double missed = page.missedInk() == null ? 0 : page.missedInk();
    return all == 0 ? 0 : right / all * (1 - missed);
  }

  /** How likely the engine's words are right. */
  Curve curve(EngineName engine) {
    return engine == EngineName.ONNX ? onnx : tesseract;
  }
}
