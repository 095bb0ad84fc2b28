/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.config.loader;

import io.ocrstream.config.Default;
import io.ocrstream.config.Doc;
import io.ocrstream.config.Range;
import io.ocrstream.config.Settings;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Holds every key of {@link Settings}, read once by reflection.
 *
 * <p><b>Threading:</b> immutable.
 */
final class SettingsSchema {
  /** The prefix of every key. */
  static final String PREFIX = "ocr";

  private static final Pattern MAP_NAME = Pattern.compile("[A-Za-z0-9._-]{1,200}");

  static final SettingsSchema INSTANCE = new SettingsSchema();

  private final SortedMap<String, Setting> settings = new TreeMap<>();
  private final SortedMap<String, String> groups = new TreeMap<>();

  private SettingsSchema() {
    add(PREFIX, Settings.class);
  }

  private void add(String prefix, Class<?> group) {
    for (Method method : methodsOf(group)) {
      String key = prefix + "." + kebab(method.getName());
      if (isGroup(method.getReturnType())) {
        groups.put(key, method.getAnnotation(Doc.class).value());
        add(key, method.getReturnType());
      } else {
        settings.put(key, read(key, method));
      }
    }
  }

  /** Returns whether {@code type} is a group of settings rather than the type of a value. */
  static boolean isGroup(Class<?> type) {
    return type.isInterface() && type.getPackage() == Settings.class.getPackage();
  }

  /** Returns the methods of a group, ordered by name. */
  static List<Method> methodsOf(Class<?> group) {
    return Arrays.stream(group.getDeclaredMethods())
        .filter(method -> !method.isSynthetic())
        .sorted(Comparator.comparing(Method::getName))
        .toList();
  }

  private static Setting read(String key, Method method) {
    Type type = method.getGenericReturnType();
    boolean optional = raw(type) == Optional.class;
    Type inner = optional ? argument(type, 0) : type;
    Setting.Shape shape = shapeOf(raw(inner));
    Default declared = method.getAnnotation(Default.class);
    return new Setting(
        key,
        shape,
        switch (shape) {
          case SINGLE -> raw(inner);
          case LIST -> raw(argument(inner, 0));
          case MAP -> raw(argument(inner, 1));
        },
        optional,
        declared == null ? null : declared.value(),
        method.getAnnotation(Range.class),
        method.getAnnotation(Doc.class));
  }

  private static Setting.Shape shapeOf(Class<?> type) {
    if (type == List.class) {
      return Setting.Shape.LIST;
    }
    return type == Map.class ? Setting.Shape.MAP : Setting.Shape.SINGLE;
  }

  private static Class<?> raw(Type type) {
    return (Class<?>) (type instanceof ParameterizedType generic ? generic.getRawType() : type);
  }

  private static Type argument(Type type, int index) {
    return ((ParameterizedType) type).getActualTypeArguments()[index];
  }

  /** Converts {@code bootstrapServers} to {@code bootstrap-servers}. */
  static String kebab(String name) {
    return name.replaceAll("(?<=[a-z0-9])([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  /** Returns all settings, ordered by key. */
  Collection<Setting> settings() {
    return settings.values();
  }

  /** Returns the description of each group by the prefix of its keys. */
  SortedMap<String, String> groups() {
    return groups;
  }

  /** Returns the setting that {@code key} declares, which is not the key of an entry. */
  Setting declared(String key) {
    return Objects.requireNonNull(settings.get(key), key);
  }

  /** Returns the setting of {@code canonicalKey}, which may name an entry of a map. */
  Optional<Setting> find(String canonicalKey) {
    Setting exact = settings.get(canonicalKey);
    if (exact != null) {
      return exact.shape() == Setting.Shape.MAP ? Optional.empty() : Optional.of(exact);
    }
    return mapOf(canonicalKey);
  }

  private Optional<Setting> mapOf(String key) {
    return settings.values().stream()
        .filter(setting -> setting.shape() == Setting.Shape.MAP)
        .filter(setting -> key.startsWith(setting.key() + "."))
        .findFirst();
  }

  /**
   * Returns the canonical form of {@code key}; empty if there is no such key. The canonical key of
   * a map's entry quotes the entry's name; the quotes are optional in input.
   */
  Optional<String> canonical(String key) {
    Optional<Setting> map = mapOf(key);
    if (map.isPresent()) {
      return canonicalEntry(map.get(), key.substring(map.get().key().length() + 1));
    }
    return find(key).map(Setting::key);
  }

  private static Optional<String> canonicalEntry(Setting map, String written) {
    boolean quoted = written.length() > 1 && written.startsWith("\"") && written.endsWith("\"");
    String name = quoted ? written.substring(1, written.length() - 1) : written;
    return MAP_NAME.matcher(name).matches()
        ? Optional.of(map.key() + ".\"" + name + "\"")
        : Optional.empty();
  }

  /**
   * Returns the key of the environment variable {@code name}. The rest after a map's name is the
   * entry's name in lower case with dots: {@code OCR_KAFKA_CLIENT_SECURITY_PROTOCOL} gives {@code
   * ocr.kafka.client."security.protocol"}.
   */
  Optional<String> ofEnvironment(String name) {
    for (Setting setting : settings.values()) {
      if (setting.shape() != Setting.Shape.MAP && setting.environmentName().equals(name)) {
        return Optional.of(setting.key());
      }
      if (setting.shape() == Setting.Shape.MAP
          && name.startsWith(setting.environmentName() + "_")) {
        String rest = name.substring(setting.environmentName().length() + 1);
        return canonicalEntry(setting, rest.toLowerCase(Locale.ROOT).replace('_', '.'));
      }
    }
    return Optional.empty();
  }
}
