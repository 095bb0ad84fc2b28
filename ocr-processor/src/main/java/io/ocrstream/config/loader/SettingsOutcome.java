/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.config.loader;

import io.ocrstream.config.Settings;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Holds the result of loading the settings.
 *
 * <p><b>Threading:</b> immutable.
 */
public sealed interface SettingsOutcome {
  /** Applies the function of the case at hand. */
  default <R> R fold(Function<Loaded, R> loaded, Function<Invalid, R> invalid) {
    return this instanceof Loaded valid ? loaded.apply(valid) : invalid.apply((Invalid) this);
  }

  /**
   * Returns the valid settings.
   *
   * @param failure creates the exception from a message that names every problem, one a line
   */
  default <X extends Exception> Loaded orElseThrow(Function<String, X> failure) throws X {
    if (this instanceof Loaded valid) {
      return valid;
    }
    throw failure.apply(
        ((Invalid) this)
            .problems().stream()
                .map(SettingProblem::message)
                .collect(Collectors.joining(System.lineSeparator())));
  }

  /**
   * Holds valid settings.
   *
   * @param settings immutable, safe to share
   * @param effective every setting with its source, ordered by key, without secrets
   */
  record Loaded(Settings settings, List<EffectiveSetting> effective) implements SettingsOutcome {
    /** Copies the list. */
    public Loaded {
      effective = List.copyOf(effective);
    }
  }

  /**
   * Holds the problems of invalid settings.
   *
   * @param problems all problems, at least one, ordered by key
   */
  record Invalid(List<SettingProblem> problems) implements SettingsOutcome {
    /** Copies the list. */
    public Invalid {
      problems = List.copyOf(problems);
    }
  }
}
