/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.config.loader;

import io.ocrstream.config.Settings;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads settings as text, for comparison. */
final class SettingsReading {
  private SettingsReading() {}

  /**
   * Returns every setting's value by key. Keys are derived here, independently of the code under
   * test.
   */
  static Map<String, String> of(Settings settings) {
    Map<String, String> values = new TreeMap<>();
    add("ocr", Settings.class, settings, values);
    return values;
  }

  private static void add(String prefix, Class<?> type, Object group, Map<String, String> values) {
    for (Method method : type.getDeclaredMethods()) {
      String key = prefix + "." + kebab(method.getName());
      Object value = call(method, group);
      if (SettingsSchema.isGroup(method.getReturnType())) {
        add(key, method.getReturnType(), value, values);
      } else {
        values.put(key, value.toString());
      }
    }
  }

  private static Object call(Method method, Object target) {
    try {
      return method.invoke(target);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(method.toString(), e);
    }
  }

  private static String kebab(String name) {
    return Pattern.compile("[A-Z]")
        .matcher(name)
        .replaceAll(match -> "-" + match.group().toLowerCase(Locale.ROOT));
  }

  /** Returns the messages of all problems; empty if the settings are valid. */
  static List<String> problems(SettingsOutcome outcome) {
    return outcome.fold(
        loaded -> List.of(),
        invalid -> invalid.problems().stream().map(SettingProblem::message).toList());
  }

  /** Returns {@code value (source)} by key. */
  static Map<String, String> effective(SettingsOutcome outcome) {
    return outcome.fold(
        loaded ->
            loaded.effective().stream()
                .collect(
                    Collectors.toMap(
                        EffectiveSetting::key,
                        line -> line.toString().substring(line.key().length() + 3),
                        (a, b) -> b,
                        TreeMap::new)),
        invalid -> {
          throw new AssertionError(invalid.problems().toString());
        });
  }
}
