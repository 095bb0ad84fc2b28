/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.config.loader;

import io.ocrstream.config.EngineConfig;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Writes settings in the form that {@link SettingsLoader} reads, for a child process.
 *
 * <p><b>Threading:</b> any.
 */
public final class SettingsText {
  private SettingsText() {}

  /** Returns the engine's settings by key, without unset ones. */
  public static Map<String, String> of(EngineConfig engine) {
    Map<String, String> texts = new TreeMap<>();
    add(SettingsSchema.PREFIX + ".engine", EngineConfig.class, engine, texts);
    return texts;
  }

  private static void add(String prefix, Class<?> type, Object group, Map<String, String> texts) {
    for (Method method : SettingsSchema.methodsOf(type)) {
      String key = prefix + "." + SettingsSchema.kebab(method.getName());
      Object value = read(method, group);
      if (SettingsSchema.isGroup(method.getReturnType())) {
        add(key, method.getReturnType(), value, texts);
      } else {
        spelled(value).ifPresent(text -> texts.put(key, text));
      }
    }
  }

  private static Object read(Method method, Object group) {
    try {
      return method.invoke(group);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("settings are public and their getters do not throw", e);
    }
  }

  private static Optional<String> spelled(Object value) {
    if (value instanceof Optional<?> optional) {
      return optional.flatMap(SettingsText::spelled);
    }
    if (value instanceof List<?> list) {
      return Optional.of(
          list.stream()
              .flatMap(element -> spelled(element).stream())
              .map(text -> text.replace(",", "\\,"))
              .collect(Collectors.joining(",")));
    }
    if (value instanceof Duration duration) {
      return Optional.of(duration.toMillis() + "ms");
    }
    if (value instanceof Enum<?> constant) {
      return Optional.of(constant.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
    return Optional.of(value.toString());
  }
}
