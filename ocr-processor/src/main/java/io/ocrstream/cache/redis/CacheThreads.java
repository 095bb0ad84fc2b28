/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache.redis;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads of a cache beside those of its client; none keeps the JVM alive. */
final class CacheThreads {
  /** Large values waiting for their check. */
  static final int LARGE_VALUES_QUEUED = 64;

  private CacheThreads() {}

  /** One thread, for deadlines and for the waits between connections. */
  static ScheduledThreadPoolExecutor timer() {
    ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(1, task -> daemon(task, "cache-timer"));
    timer.setRemoveOnCancelPolicy(true);
    return timer;
  }

  /**
   * One thread, so that large values keep only one processor; past its queue the event loop helps.
   */
  static ThreadPoolExecutor checks() {
    ThreadPoolExecutor checks =
        new ThreadPoolExecutor(
            1,
            1,
            1,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(LARGE_VALUES_QUEUED),
            task -> daemon(task, "cache-check"),
            new ThreadPoolExecutor.CallerRunsPolicy());
    checks.allowCoreThreadTimeOut(true);
    return checks;
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }
}
