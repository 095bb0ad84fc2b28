/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cli;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/*
A JVM that a signal stops exits with 128 plus the signal's number, even after an orderly shutdown, and
supervisors count that as a failure. Halting with 0 from a hook would skip the deletion of unpacked
natives. So this class handles the signal before the JVM does. It uses reflection, because the compiler
warns of sun.misc.Signal and no option silences the warning.
*/

/**
 * Handles SIGTERM and SIGINT as requests to stop instead of the end of the JVM.
 *
 * <p><b>Threading:</b> any; the action runs on its own thread. <b>Fails:</b> never; if signals
 * cannot be handled, shutdown hooks run as usual, and the exit code is the JVM's.
 */
final class StopSignals {
  private static final Logger LOG = LoggerFactory.getLogger(StopSignals.class);
  private static final List<String> NAMES = List.of("TERM", "INT");

  private StopSignals() {}

  /** Runs {@code action} at each signal. */
  static void handle(Runnable action) {
    for (String name : NAMES) {
      try {
        handle(name, action);
      } catch (ReflectiveOperationException e) {
        LOG.info("SIG{} ends the JVM with its own exit code: {}", name, e.toString());
      }
    }
  }

  private static void handle(String name, Runnable action) throws ReflectiveOperationException {
    Class<?> signal = Class.forName("sun.misc.Signal");
    Class<?> handler = Class.forName("sun.misc.SignalHandler");
    Object handling =
        Proxy.newProxyInstance(
            StopSignals.class.getClassLoader(),
            new Class<?>[] {handler},
            (self, method, arguments) -> called(action, method, arguments));
    Object named = signal.getConstructor(String.class).newInstance(name);
    var unused = signal.getMethod("handle", signal, handler).invoke(null, named, handling);
  }

  private static @Nullable Object called(
      Runnable action, Method method, Object @Nullable [] arguments)
      throws ReflectiveOperationException {
    if (method.getDeclaringClass() == Object.class) {
      return method.invoke(action, arguments);
    }
    action.run();
    return null;
  }
}
