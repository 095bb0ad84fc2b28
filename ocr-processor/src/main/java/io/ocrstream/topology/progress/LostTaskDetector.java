/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.progress;

import io.ocrstream.flight.TaskWatermark;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds out how far the workers of one task topic have come: see {@link TaskWatermark}.
 *
 * <p>A share group's start offset is the first record that is not yet done with. Everything sent
 * before that record has been completed, or has used up its deliveries. Completions are published
 * before their tasks are acknowledged; so once the topology has processed every completion that was
 * there when the start offsets were read, a flight sent before that record and still flying is
 * lost. No clock is compared with another but those of the processors that send tasks.
 *
 * <p>A task whose sending is not yet committed is not seen here, hence the flights' loss grace. A
 * clock that is set forward would make such a task older than the grace at one go: so after a jump
 * nothing new is concluded until the grace has passed, by a clock that does not jump.
 *
 * <p><b>Threading:</b> one thread calls {@link #observe}, any reads {@link #get}. <b>Fails:</b>
 * whatever cannot be found out leaves the horizon as it is: waiting work is left alone.
 */
public final class LostTaskDetector implements Supplier<TaskWatermark> {
  /** How far the clock may get ahead of time between two looks without having been set. */
  static final Duration JUMP = Duration.ofSeconds(1);

  private final ShareGroupProgress log;
  private final Clock clock;
  private final LongSupplier nanoTime;
  private final Duration settling;

  private volatile TaskWatermark horizon = TaskWatermark.UNKNOWN;
  private volatile Backlog backlog = Backlog.UNKNOWN;

  // An observation that holds once the topology has come as far as `awaited`; observing thread.
  private @Nullable TaskWatermark candidate;
  private Map<Integer, Long> awaited = Map.of();

  // Of the last look; observing thread.
  private long lastMillis;
  private long lastNanos;
  private long settledAt;

  /**
   * Tasks not done with.
   *
   * @param tasks how many; markers of transactions count as well. NaN until known
   * @param oldest when the oldest was sent, epoch milliseconds; NaN likewise, and where none is
   */
  record Backlog(double tasks, double oldest) {
    static final Backlog UNKNOWN = new Backlog(Double.NaN, Double.NaN);

    /** Seconds since the oldest was sent; 0 where there is none, NaN until known. */
    double age(long now) {
      return tasks == 0 ? 0 : Math.max(0, now - oldest) / 1e3;
    }
  }

  /** A watch by a clock that is never set. */
  public LostTaskDetector(ShareGroupProgress log, Clock clock) {
    this(log, clock, () -> Duration.ofMillis(clock.millis()).toNanos(), Duration.ZERO);
  }

  /**
   * A watch.
   *
   * @param clock the time of day
   * @param nanoTime goes on at the pace of time
   * @param settling how long nothing is concluded after the time of day was set forward: the loss
   *     grace
   */
  public LostTaskDetector(
      ShareGroupProgress log, Clock clock, LongSupplier nanoTime, Duration settling) {
    this.log = log;
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.settling = settling;
    this.lastMillis = clock.millis();
    this.lastNanos = nanoTime.getAsLong();
    this.settledAt = lastNanos;
  }

  @Override
  public TaskWatermark get() {
    return horizon;
  }

  /** What is not done with, as of the last look. */
  Backlog backlog() {
    return backlog;
  }

  /** The age of {@link #backlog}, in seconds. */
  double backlogAge() {
    return backlog.age(clock.millis());
  }

  /**
   * Looks once. A look's finding comes into force at a later call, when the completions of that
   * moment have been processed.
   */
  public void observe() throws InterruptedException, ExecutionException {
    if (candidate != null && isProcessed(awaited)) {
      horizon = candidate;
      candidate = null;
    }
    long now = clock.millis();
    boolean settled = isSettled(now);
    long sentBefore = sentBefore(now);
    if (candidate == null && settled) {
      awaited = log.completionEnds();
      candidate = new TaskWatermark(sentBefore, now);
    }
  }

  /** When the oldest task not done with was sent; {@code now} if all are. */
  private long sentBefore(long now) throws InterruptedException, ExecutionException {
    Map<Integer, ShareGroupProgress.Start> starts = log.starts();
    long oldest = now;
    double tasks = 0;
    for (Map.Entry<Integer, Long> end : log.taskEnds().entrySet()) {
      // Where the group never was, or was deleted, it begins with the earliest record.
      ShareGroupProgress.Start start =
          starts.getOrDefault(end.getKey(), new ShareGroupProgress.Start(0, false));
      if (!start.isDone() && start.offset() < end.getValue()) {
        tasks += end.getValue() - start.offset();
        // Not known in time is the oldest possible time: it keeps every flight from being judged.
        long sentAt = log.sentAt(end.getKey(), start.offset(), end.getValue()).orElse(now);
        oldest = Math.min(oldest, sentAt);
      }
    }
    backlog = new Backlog(tasks, oldest);
    return oldest;
  }

  /** False for a while after the clock was set forward. */
  private boolean isSettled(long now) {
    long nanos = nanoTime.getAsLong();
    Duration ahead = Duration.ofMillis(now - lastMillis).minusNanos(nanos - lastNanos);
    lastMillis = now;
    lastNanos = nanos;
    if (ahead.compareTo(JUMP) > 0) {
      settledAt = nanos + settling.toNanos();
    }
    return nanos - settledAt >= 0;
  }

  private boolean isProcessed(Map<Integer, Long> wanted)
      throws InterruptedException, ExecutionException {
    Map<Integer, Long> processed = log.processed();
    return wanted.entrySet().stream()
        .allMatch(
            end ->
                end.getValue() == 0 || processed.getOrDefault(end.getKey(), -1L) >= end.getValue());
  }
}
