/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a page was brought to be read.
 *
 * @param skew degrees clockwise by which its lines ran askew, after the page's {@code rotation}; 0
 *     where they were left alone
 * @param preparation steps before the reading that counts, in their order
 * @param attempts readings made, the one that counts included
 * @param coverage 0 to 1, part of the page's letter-like ink that lies inside the words read; null
 *     where there is no such ink. Confidence does not fall when whole lines are missed; this does
 * @param languages the models used, where the event left their choice to the engine; else null
 * @param choice which engine's reading it is, where both could read it; else null
 */
public record Treatment(
    double skew,
    List<Preparation> preparation,
    int attempts,
    @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Double coverage,
    @Nullable List<String> languages,
    @Nullable Choice choice) {
  /** Read once, as it came. */
  public static final Treatment NONE = new Treatment(0, List.of(), 1, null, null);

  /** Copies the list. */
  public Treatment {
    preparation = List.copyOf(preparation);
  }

  /** As one engine alone reads it. */
  public Treatment(
      double skew,
      List<Preparation> preparation,
      int attempts,
      @Nullable Double coverage,
      @Nullable List<String> languages) {
    this(skew, preparation, attempts, coverage, languages, null);
  }

  /** The same with languages that the engine chose. */
  public Treatment withLanguages(List<String> languages) {
    return new Treatment(skew, preparation, attempts, coverage, List.copyOf(languages), choice);
  }

  /** The same, chosen among the readings of several engines. */
  public Treatment withChoice(Choice choice) {
    return new Treatment(skew, preparation, attempts, coverage, languages, choice);
  }
}
