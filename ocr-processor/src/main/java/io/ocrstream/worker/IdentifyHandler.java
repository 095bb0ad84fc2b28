/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.worker;

import io.ocrstream.cache.ResultCache;
import io.ocrstream.content.Inspected;
import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.ContentKey;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Identified;
import io.ocrstream.contracts.IdentifyTask;
import io.ocrstream.contracts.Location;
import io.ocrstream.contracts.Problem;
import io.ocrstream.worker.task.TaskDeadline;
import io.ocrstream.worker.task.TypedHandler;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the hash of the bytes at a location. Asks the store first, then the index in the cache, and
 * reads the bytes only if neither has the hash.
 *
 * <p><b>Threading:</b> any.
 */
public final class IdentifyHandler extends TypedHandler<IdentifyTask, Identified> {
  /** The maximum number of attempts for an object that changes while it is read. */
  static final int MAX_ATTEMPTS = 3;

  private final RetryingContent content;
  private final ResultCache cache;
  private final Clock clock;

  /** Creates a handler that reads through {@code content}. */
  public IdentifyHandler(RetryingContent content, ResultCache cache) {
    this(content, cache, Clock.systemUTC());
  }

  IdentifyHandler(RetryingContent content, ResultCache cache, Clock clock) {
    super(IdentifyTask.class);
    this.content = content;
    this.cache = cache;
    this.clock = clock;
  }

  @Override
  public Identified complete(IdentifyTask task) throws InterruptedException {
    for (int attempt = 1; ; attempt++) {
      Identified identified = attempt(task);
      if (!isChanged(identified) || task.location().isPinned() || attempt == MAX_ATTEMPTS) {
        return identified;
      }
      // The object was overwritten between inspecting and reading it. The event names no state, so
      // try again.
    }
  }

  private static boolean isChanged(Identified identified) {
    return identified.fold(
        known -> false, failed -> failed.problem().code() == FailureCode.OBJECT_CHANGED);
  }

  private Identified attempt(IdentifyTask task) throws InterruptedException {
    TaskDeadline deadline = new TaskDeadline(task.deadline(), clock);
    if (deadline.isOver()) {
      return abandoned(task);
    }
    return content
        .inspect(task.location())
        .fold(seen -> inspected(task, seen, deadline), problem -> failed(task, problem));
  }

  private Identified inspected(IdentifyTask task, Inspected seen, TaskDeadline deadline)
      throws InterruptedException {
    // Stores do not handle tenants, so the tenant is set here.
    Location location = seen.location().of(task.location().tenant());
    Optional<ContentHash> known = known(location, seen.hash());
    if (known.isPresent()) {
      return identified(task, known.get());
    }
    return deadline.isOver() ? abandoned(task) : fetched(task, location);
  }

  private static Identified abandoned(IdentifyTask task) {
    return new Identified.Failed(task.sentAt(), TaskDeadline.OVER, true);
  }

  /** Returns the hash that the store reports or the index holds, if any. */
  private Optional<ContentHash> known(Location location, @Nullable ContentHash stored) {
    if (stored != null) {
      remember(location, stored);
      return Optional.of(stored);
    }
    if (!location.isPinned()) {
      return Optional.empty();
    }
    return cache.locate(location).join().hit();
  }

  private Identified fetched(IdentifyTask task, Location location) throws InterruptedException {
    return content
        .fetch(location)
        .fold(
            bytes -> {
              try (bytes) {
                remember(bytes.location().of(location.tenant()), bytes.hash());
                return identified(task, bytes.hash());
              }
            },
            problem -> failed(task, problem));
  }

  private void remember(Location location, ContentHash hash) {
    if (location.isPinned()) {
      // Not awaited. A lost index entry costs one download, and the cache counts the failure.
      var unused = cache.remember(location, hash);
    }
  }

  private Identified identified(IdentifyTask task, ContentHash hash) {
    ContentKey key = new ContentKey(hash, task.fingerprint(), task.location().tenant());
    return cache
        .recall(key)
        .join()
        .fold(
            kept ->
                kept.fold(
                    payload -> new Identified.Known(task.sentAt(), key, payload),
                    unreadable -> unknown(task, key, true)),
            () -> unknown(task, key, null),
            () -> unknown(task, key, true));
  }

  private static Identified unknown(IdentifyTask task, ContentKey key, @Nullable Boolean again) {
    return new Identified.Known(task.sentAt(), key, null, again);
  }

  @Override
  public Problem exhausted(int deliveries) {
    String message = "The task was delivered %d times, and no worker completed it";
    return new Problem(FailureCode.INTERNAL, message.formatted(deliveries), deliveries);
  }

  @Override
  public Identified failed(IdentifyTask task, Problem problem) {
    return new Identified.Failed(task.sentAt(), problem);
  }
}
