/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.config.loader;

import io.ocrstream.config.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Loads {@link Settings} from, in ascending precedence, the defaults, a properties file,
 * environment variables and explicit overrides. System properties and files of the class path are
 * not read. Values are literal: {@code ${…}} in them is not replaced.
 *
 * <p><b>Threading:</b> any. <b>Fails:</b> with all problems at once; see {@link SettingsOutcome}.
 */
public final class SettingsLoader {
  private SettingsLoader() {}

  /**
   * Loads all sources.
   *
   * @param file a properties file in UTF-8; null for none
   * @param environment variables, such as {@link System#getenv()}
   * @param overrides values by key; they take precedence
   */
  public static SettingsOutcome load(
      @Nullable Path file, Map<String, String> environment, Map<String, String> overrides) {
    SettingsSources sources = new SettingsSources();
    if (file != null) {
      sources.addFile(file);
    }
    sources.addEnvironment(environment);
    sources.addOverrides(overrides);
    return check(sources);
  }

  /**
   * Returns the defaults with {@code overrides}, for tests.
   *
   * @throws IllegalArgumentException with all problems
   */
  public static Settings of(Map<String, String> overrides) {
    return load(null, Map.of(), overrides).orElseThrow(IllegalArgumentException::new).settings();
  }

  private static SettingsOutcome check(SettingsSources sources) {
    List<SettingProblem> problems = new ArrayList<>(sources.problems());
    Map<String, String> valid = new HashMap<>();
    sources.values().forEach((key, given) -> take(key, given, valid, problems));
    Set<String> broken = problems.stream().map(SettingProblem::key).collect(Collectors.toSet());
    Settings settings = FrozenSettings.of(Settings.class, SettingsSchema.PREFIX, valid);
    problems.addAll(SettingsRules.check(settings, broken));
    problems.sort(Comparator.comparing(SettingProblem::key));
    return problems.isEmpty()
        ? new SettingsOutcome.Loaded(settings, effective(sources.values()))
        : new SettingsOutcome.Invalid(problems);
  }

  /** Adds the value to {@code valid}, or its problem to {@code problems}. */
  private static void take(
      String key, SourceValue given, Map<String, String> valid, List<SettingProblem> problems) {
    Setting setting = SettingsSchema.INSTANCE.find(key).orElseThrow();
    setting
        .ruleBrokenBy(given.text())
        .ifPresentOrElse(
            rule -> {
              problems.add(new SettingProblem(key, message(setting, given, rule)));
              setting.defaultValue().ifPresent(text -> valid.put(key, text));
            },
            () -> {
              if (!setting.clears(given.text())) {
                valid.put(key, given.text());
              }
            });
  }

  private static String message(Setting setting, SourceValue given, String rule) {
    String source =
        given.source() == SourceValue.Source.ENVIRONMENT
            ? given.source().label() + " " + given.name()
            : given.source().label();
    return "%s = %s (%s): %s"
        .formatted(setting.key(), Secrets.show(setting, given.text()), source, rule);
  }

  private static List<EffectiveSetting> effective(Map<String, SourceValue> values) {
    Map<String, EffectiveSetting> lines = new TreeMap<>();
    for (Setting setting : SettingsSchema.INSTANCE.settings()) {
      if (setting.shape() != Setting.Shape.MAP) {
        lines.put(setting.key(), new EffectiveSetting(setting.key(), "unset", "default"));
      }
    }
    values.forEach((key, given) -> lines.put(key, effective(key, given)));
    return List.copyOf(lines.values());
  }

  private static EffectiveSetting effective(String key, SourceValue given) {
    Setting setting = SettingsSchema.INSTANCE.find(key).orElseThrow();
    String shown = setting.clears(given.text()) ? "unset" : Secrets.show(setting, given.text());
    return new EffectiveSetting(key, shown, given.source().label());
  }
}
