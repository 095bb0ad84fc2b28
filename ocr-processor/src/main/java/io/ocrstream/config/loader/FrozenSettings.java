/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.config.loader;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Implements the settings interfaces with immutable values.
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

  /**
   * Returns a group of settings and its nested groups.
   *
   * @param prefix of the group's keys
   * @param texts valid values by key
   */
  static <T> T of(Class<T> type, String prefix, Map<String, String> texts) {
    Map<Method, Object> values = new HashMap<>();
    for (Method method : SettingsSchema.methodsOf(type)) {
      String key = prefix + "." + SettingsSchema.kebab(method.getName());
      Class<?> returned = method.getReturnType();
      values.put(
          method,
          SettingsSchema.isGroup(returned)
              ? of(returned, key, texts)
              : SettingsSchema.INSTANCE.declared(key).value(texts));
    }
    Object proxy =
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            new FrozenSettings(type, Map.copyOf(values)));
    return type.cast(proxy);
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
