/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Describes how a page's image was preprocessed and read.
 *
 * @param skew clockwise skew of the lines in degrees, after the page's {@code rotation}; 0 if they
 *     were not straightened
 * @param preparation preprocessing steps of the reading that was kept, in order
 * @param attempts number of readings, including the one that was kept
 * @param coverage fraction of the page's letter-like ink inside the words, 0 to 1; null if there is
 *     no such ink. Unlike confidence, it falls when whole lines are missed
 * @param languages the models used, if the engine chose them; else null
 * @param choice the engine whose reading was kept, if several could read the page; else null
 */
public record Treatment(
    double skew,
    List<Preparation> preparation,
    int attempts,
    @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Double coverage,
    @Nullable List<String> languages,
    @Nullable Choice choice) {
  /** A single reading of the unchanged image. */
  public static final Treatment NONE = new Treatment(0, List.of(), 1, null, null);

  /** Copies the list. */
  public Treatment {
    preparation = List.copyOf(preparation);
  }

  /** Creates the treatment of a reading by one engine. */
  public Treatment(
      double skew,
      List<Preparation> preparation,
      int attempts,
      @Nullable Double coverage,
      @Nullable List<String> languages) {
    this(skew, preparation, attempts, coverage, languages, null);
  }

  /** Returns this treatment with the languages that the engine chose. */
  public Treatment withLanguages(List<String> languages) {
    return new Treatment(skew, preparation, attempts, coverage, List.copyOf(languages), choice);
  }

  /** Returns this treatment with other steps and another number of readings. */
  public Treatment with(List<Preparation> preparation, int attempts) {
    return new Treatment(skew, preparation, attempts, coverage, languages, choice);
  }

  /** Returns this treatment with a choice among several engines. */
  public Treatment withChoice(Choice choice) {
    return new Treatment(skew, preparation, attempts, coverage, languages, choice);
  }
}
