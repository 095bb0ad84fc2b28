/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.config.loader;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Collects the problems of settings that break a rule. A rule is skipped if one of its settings
 * already has a problem.
 *
 * <p><b>Threading:</b> one thread.
 */
final class RuleProblems {
  private final Set<String> broken;
  private final List<SettingProblem> problems = new ArrayList<>();

  RuleProblems(Set<String> broken) {
    this.broken = broken;
  }

  void require(boolean holds, String message, String key, String... others) {
    if (!holds && Stream.concat(Stream.of(key), Stream.of(others)).noneMatch(broken::contains)) {
      problems.add(new SettingProblem(key, "%s %s".formatted(key, message)));
    }
  }

  static boolean matchAll(List<String> values, Pattern form) {
    Predicate<String> matches = form.asMatchPredicate();
    return values.stream().allMatch(matches);
  }

  List<SettingProblem> all() {
    return problems;
  }
}
