/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.config;

import java.util.List;
import java.util.function.Function;

/**
 * What became of a configuration.
 *
 * <p><b>Threading:</b> immutable.
 */
public sealed interface SettingsOutcome {
  /** One of the two, by case. */
  <R> R fold(Function<Loaded, R> loaded, Function<Invalid, R> invalid);

  /**
   * It can be used.
   *
   * @param settings immutable, safe to share
   * @param effective every setting with its source, by key, without secrets
   */
  record Loaded(Settings settings, List<EffectiveSetting> effective) implements SettingsOutcome {
    /** Copies the list. */
    public Loaded {
      effective = List.copyOf(effective);
    }

    @Override
    public <R> R fold(Function<Loaded, R> loaded, Function<Invalid, R> invalid) {
      return loaded.apply(this);
    }
  }

  /**
   * It cannot.
   *
   * @param problems all of them, at least one, by key
   */
  record Invalid(List<SettingProblem> problems) implements SettingsOutcome {
    /** Copies the list. */
    public Invalid {
      problems = List.copyOf(problems);
    }

    @Override
    public <R> R fold(Function<Loaded, R> loaded, Function<Invalid, R> invalid) {
      return invalid.apply(this);
    }
  }
}
