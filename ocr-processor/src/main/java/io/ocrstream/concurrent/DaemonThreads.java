/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.concurrent;

import java.util.concurrent.ThreadFactory;

/**
 * Creates daemon threads, which do not keep the JVM running.
 *
 * <p><b>Threading:</b> any.
 */
public final class DaemonThreads {
  private DaemonThreads() {}

  /** Returns a factory of threads with this name. */
  public static ThreadFactory named(String name) {
    return task -> of(name, task);
  }

  /** Starts {@code task} on a thread of its own. */
  public static Thread start(String name, Runnable task) {
    Thread thread = of(name, task);
    thread.start();
    return thread;
  }

  private static Thread of(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }
}
