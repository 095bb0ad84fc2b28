/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.onnx;

import java.util.List;

/**
 * What the classes of a reading network's output mean, and which of them may be read.
 *
 * <p><b>Threading:</b> any; it never changes.
 */
final class Classes {
  private final List<String> vocabulary;
  private final boolean[] allowed;
  private final int first;
  private final boolean probabilities;
  private final int space;

  /**
   * The classes of {@code vocabulary}.
   *
   * @param languages of the text, as events name them, or none: which characters may be read
   * @param first class of the first character
   * @param probabilities whether the network gives probabilities
   */
  Classes(List<String> vocabulary, List<String> languages, int first, boolean probabilities) {
    this.vocabulary = vocabulary;
    this.first = first;
    this.probabilities = probabilities;
    this.space = first + vocabulary.indexOf(" ");
    this.allowed = new boolean[vocabulary.size()];
    for (int i = 0; i < allowed.length; i++) {
      allowed[i] = Alphabet.mayHold(languages, vocabulary.get(i));
    }
  }

  /** Characters. */
  int count() {
    return vocabulary.size();
  }

  /** The character of a class. */
  String character(int aClass) {
    return vocabulary.get(aClass - first);
  }

  /**
   * The likeliest class of a step.
   *
   * @param best the class
   * @param probability 0 to 1
   * @param space how likely a space is, 0 to 1
   */
  record Step(int best, double probability, double space) {}

  /** Finds it; where the network gives no probabilities, they are made from its scores. */
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

  /* What is no character, but a mark such as the end, is always allowed. */
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
