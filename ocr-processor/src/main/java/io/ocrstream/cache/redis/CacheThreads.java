/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache.redis;

import io.ocrstream.concurrent.DaemonThreads;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Creates the daemon threads of a cache, other than those of its client. */
final class CacheThreads {
  /** Maximum number of large values that wait for validation. */
  static final int LARGE_VALUES_QUEUED = 64;

  private CacheThreads() {}

  /** Returns an executor of one thread, for deadlines and for the backoff between connections. */
  static ScheduledThreadPoolExecutor timer() {
    ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(1, DaemonThreads.named("cache-timer"));
    timer.setRemoveOnCancelPolicy(true);
    return timer;
  }

  /**
   * Returns an executor of one thread, so that validation of large values uses one processor at
   * most. If its queue is full, the submitting thread runs the task itself.
   */
  static ThreadPoolExecutor checks() {
    ThreadPoolExecutor checks =
        new ThreadPoolExecutor(
            1,
            1,
            1,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(LARGE_VALUES_QUEUED),
            DaemonThreads.named("cache-check"),
            new ThreadPoolExecutor.CallerRunsPolicy());
    checks.allowCoreThreadTimeOut(true);
    return checks;
  }
}
