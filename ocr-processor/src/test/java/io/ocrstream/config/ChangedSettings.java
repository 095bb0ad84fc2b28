/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.config;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes settings for tests: those of a base, some of them with other values. Ranges and rules do
 * not apply.
 *
 * <p><b>Threading:</b> as the base.
 */
public final class ChangedSettings implements InvocationHandler {
  private final Object base;
  private final Map<String, Object> changes;

  private ChangedSettings(Object base, Map<String, Object> changes) {
    this.base = base;
    this.changes = changes;
  }

  /**
   * Returns changed settings.
   *
   * @param type a group of settings, with default methods that change them
   * @param base settings of this group
   * @param changes values by the names of their methods
   */
  public static <T> T of(Class<T> type, Object base, Map<String, Object> changes) {
    for (String name : changes.keySet()) {
      if (Arrays.stream(type.getMethods()).noneMatch(method -> method.getName().equals(name))) {
        throw new IllegalArgumentException("unknown setting: " + name);
      }
    }
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            new ChangedSettings(base, Map.copyOf(changes))));
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    Object changed = changes.get(method.getName());
    if (changed != null) {
      return changed;
    }
    if (method.isDefault()) {
      return InvocationHandler.invokeDefault(proxy, method, arguments);
    }
    try {
      return method.invoke(base, arguments);
    } catch (InvocationTargetException e) {
      throw e.getTargetException();
    }
  }
}
