/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.onnx;

import io.ocrstream.engine.onnx.models.Alphabet;
import java.util.List;

/**
 * Maps the output classes of a recognition network to characters, and restricts them to those of
 * the requested languages.
 *
 * <p><b>Threading:</b> any; immutable.
 */
final class OutputClasses {
  private final List<String> vocabulary;
  private final boolean[] allowed;
  private final int first;
  private final boolean probabilities;
  private final int space;

  /**
   * Creates the classes of {@code vocabulary}.
   *
   * @param languages languages of the text, by their names in events; empty for all characters
   * @param first class of the first character
   * @param probabilities whether the network outputs probabilities and not scores
   */
  OutputClasses(List<String> vocabulary, List<String> languages, int first, boolean probabilities) {
    this.vocabulary = vocabulary;
    this.first = first;
    this.probabilities = probabilities;
    this.space = first + vocabulary.indexOf(" ");
    this.allowed = new boolean[vocabulary.size()];
    for (int i = 0; i < allowed.length; i++) {
      allowed[i] = Alphabet.mayHold(languages, vocabulary.get(i));
    }
  }

  /** Returns the number of characters. */
  int count() {
    return vocabulary.size();
  }

  /** Returns the character of a class. */
  String character(int aClass) {
    return vocabulary.get(aClass - first);
  }

  /**
   * The most probable class of a step.
   *
   * @param best the class
   * @param probability its probability, 0 to 1
   * @param space probability of a space, 0 to 1
   */
  record Step(int best, double probability, double space) {}

  /** Returns the most probable allowed class. Scores are converted to probabilities by softmax. */
  Step best(Tensor output, int strip, int step) {
    int classes = output.size(2);
    int from = (strip * output.size(1) + step) * classes;
    float[] values = output.values();
    int best = -1;
    for (int c = 0; c < classes; c++) {
      if (isAllowed(c) && (best < 0 || values[from + c] > values[from + best])) {
        best = c;
      }
    }
    double sum = probabilities ? 1 : sum(values, from, classes, values[from + best]);
    return new Step(
        best,
        part(values[from + best], values[from + best], sum),
        space < first ? 0 : part(values[from + space], values[from + best], sum));
  }

  /* Classes that are not characters, such as the blank, are always allowed. */
  private boolean isAllowed(int aClass) {
    int index = aClass - first;
    return index < 0 || index >= allowed.length || allowed[index];
  }

  private static double sum(float[] values, int from, int classes, float largest) {
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      sum += Math.exp(values[from + c] - largest);
    }
    return sum;
  }

  private double part(float value, float largest, double sum) {
    return probabilities ? Math.max(0, Math.min(1, value)) : Math.exp(value - largest) / sum;
  }
}
