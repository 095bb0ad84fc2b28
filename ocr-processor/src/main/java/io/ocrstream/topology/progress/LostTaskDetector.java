/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.progress;

import io.ocrstream.flight.TaskWatermark;
import io.ocrstream.topology.progress.ShareGroupProgress.End;
import io.ocrstream.topology.progress.ShareGroupProgress.Start;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Determines the {@link TaskWatermark} of one task topic.
 *
 * <p>The start offset of a share group is its first record that is not finished. Every earlier
 * record has been completed or has used up its deliveries. Workers publish a completion before they
 * acknowledge its task. Once the topology has processed every completion that existed when the
 * start offsets were read, a flight sent before the first unfinished record and still open is lost.
 * Only the clocks of the processors that send tasks are compared with each other. They may differ
 * by up to the loss grace of the flights.
 *
 * <p>The share group does not see a task while its transaction is undecided. The first undecided
 * task of each partition therefore bounds the watermark as an unfinished one does. This matters
 * where a transaction is committed, and its marker reaches the task's partition much later.
 *
 * <p>A task that is not yet appended is not visible here, so flights have a loss grace. A clock
 * that is set forward would make such a task older than the grace at once. After a jump, no new
 * watermark is derived until the grace has passed on a monotonic clock.
 *
 * <p><b>Threading:</b> one thread calls {@link #observe}; any thread reads {@link #get}.
 * <b>Fails:</b> if the brokers do not answer. The watermark then stays as it is, and waiting
 * flights are left alone.
 */
public final class LostTaskDetector implements Supplier<TaskWatermark> {
  /**
   * How far the wall clock may run ahead of the monotonic clock between two observations before it
   * counts as set forward.
   */
  static final Duration JUMP = Duration.ofSeconds(1);

  private final ShareGroupProgress log;
  private final Clock clock;
  private final LongSupplier nanoTime;
  private final Duration settling;

  private volatile TaskWatermark watermark = TaskWatermark.UNKNOWN;
  private volatile Backlog backlog = Backlog.UNKNOWN;

  // A watermark that takes effect once the topology has processed the offsets in `awaited`. Used by
  // the observing thread.
  private @Nullable TaskWatermark candidate;
  private Map<Integer, Long> awaited = Map.of();

  // State of the last observation. Used by the observing thread.
  private long lastMillis;
  private long lastNanos;
  private long settledAt;

  /**
   * The unfinished tasks.
   *
   * @param tasks number of tasks, including transaction markers; NaN until known
   * @param oldest when the oldest task was sent, in epoch milliseconds; NaN until known, and the
   *     time of the observation if there is none
   */
  record Backlog(double tasks, double oldest) {
    static final Backlog UNKNOWN = new Backlog(Double.NaN, Double.NaN);

    /** Returns the seconds since the oldest task was sent: 0 if there is none, NaN until known. */
    double age(long now) {
      return tasks == 0 ? 0 : Math.max(0, now - oldest) / 1e3;
    }
  }

  /** Creates a detector for a clock that is never set. */
  public LostTaskDetector(ShareGroupProgress log, Clock clock) {
    this(log, clock, () -> Duration.ofMillis(clock.millis()).toNanos(), Duration.ZERO);
  }

  /**
   * Creates a detector.
   *
   * @param clock the wall clock
   * @param nanoTime a monotonic clock, in nanoseconds
   * @param settling how long no new watermark is derived after the wall clock was set forward: the
   *     loss grace
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
    return watermark;
  }

  /** Returns the unfinished tasks of the last observation. */
  Backlog backlog() {
    return backlog;
  }

  /** Returns the age of the oldest task in {@link #backlog}, in seconds. */
  double backlogAge() {
    return backlog.age(clock.millis());
  }

  /**
   * Observes the share group once. The new watermark takes effect in a later call, when the
   * completions of this moment have been processed.
   */
  public void observe() throws InterruptedException, ExecutionException {
    if (candidate != null && isProcessed(awaited)) {
      watermark = candidate;
      candidate = null;
    }
    long now = clock.millis();
    boolean settled = isSettled(now);
    long sentBefore = sentBefore(now);
    if (candidate == null && settled) {
      awaited = log.completionEnds();
      candidate = new TaskWatermark(sentBefore);
    }
  }

  /**
   * Returns the time at which the oldest open task was sent, or {@code now} if no task is open. A
   * task is open if it is unfinished, or if its transaction is undecided.
   */
  private long sentBefore(long now) throws InterruptedException, ExecutionException {
    // The ends come first: a task that is decided between the two requests would otherwise be
    // missing in both.
    Map<Integer, End> ends = log.taskEnds();
    Map<Integer, Start> starts = log.starts();
    long oldest = now;
    long undecided = now;
    double tasks = 0;
    for (Map.Entry<Integer, End> partition : ends.entrySet()) {
      int number = partition.getKey();
      End end = partition.getValue();
      // A group without offsets starts at the earliest record.
      Start start = starts.getOrDefault(number, new Start(0, false));
      // If the time is unknown, the progress returns the oldest possible one, with which no flight
      // is judged lost.
      if (!start.isDone() && start.offset() < end.stable()) {
        tasks += end.stable() - start.offset();
        oldest = Math.min(oldest, log.sentAt(number, start.offset(), end.stable()).orElse(now));
      }
      if (end.isUndecided()) {
        undecided = Math.min(undecided, log.undecidedSentAt(number, end));
      }
    }
    backlog = new Backlog(tasks, oldest);
    return Math.min(oldest, undecided);
  }

  /** Returns whether the wall clock has not been set forward recently. */
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
