/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.config;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Implements the settings interfaces with immutable copies of all values. SmallRye's own mapping
 * objects return mutable lists and maps.
 *
 * <p>{@code toString} returns only the type's name, because values may be secret.
 *
 * <p><b>Threading:</b> immutable.
 */
final class FrozenSettings implements InvocationHandler {
  private final Class<?> type;
  private final Map<Method, Object> values;

  private FrozenSettings(Class<?> type, Map<Method, Object> values) {
    this.type = type;
    this.values = values;
  }

  /** Returns an immutable copy of {@code live} and of its nested groups. */
  static <T> T copyOf(Class<T> type, T live) {
    Map<Method, Object> values = new HashMap<>();
    for (Method method : type.getDeclaredMethods()) {
      if (!method.isSynthetic()) {
        values.put(method, frozen(method.getReturnType(), read(method, live)));
      }
    }
    Object proxy =
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            new FrozenSettings(type, Map.copyOf(values)));
    return type.cast(proxy);
  }

  private static Object read(Method method, Object live) {
    try {
      return method.invoke(live);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("settings are public and their getters do not throw", e);
    }
  }

  private static Object frozen(Class<?> type, Object value) {
    if (value instanceof List<?> list) {
      return List.copyOf(list);
    }
    if (value instanceof Map<?, ?> map) {
      return Map.copyOf(map);
    }
    if (value instanceof Optional<?> optional) {
      // For maps, the converter that keeps empty texts makes SmallRye return "" for an absent text.
      return optional
          .filter(inner -> !inner.equals(""))
          .map(inner -> frozen(inner.getClass(), inner));
    }
    return SettingsSchema.isGroup(type) ? copyGroup(type, value) : value;
  }

  private static <T> Object copyGroup(Class<T> type, Object group) {
    return FrozenSettings.<T>copyOf(type, type.cast(group));
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) {
    return switch (method.getName()) {
      case "toString" -> type.getSimpleName();
      case "hashCode" -> System.identityHashCode(proxy);
      case "equals" -> arguments != null && proxy == arguments[0];
      default -> values.get(method);
    };
  }
}
