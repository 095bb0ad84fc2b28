/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.worker;

import io.ocrstream.cache.Lookup;
import io.ocrstream.cache.ResultCache;
import io.ocrstream.content.Fetched;
import io.ocrstream.contracts.ContentKey;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.Payload;
import io.ocrstream.contracts.Problem;
import io.ocrstream.contracts.RawJson;
import io.ocrstream.contracts.RecogniseTask;
import io.ocrstream.contracts.Recognised;
import io.ocrstream.worker.DocumentReader.Done;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Reads a document: look again, fetch, verify, read, cache, complete.
 *
 * <p><b>Threading:</b> any. <b>Bounds:</b> payloads of {@code maxPayloadBytes}.
 */
public final class RecogniseHandler implements TaskHandler {
  private final Fetcher fetcher;
  private final ResultCache cache;
  private final DocumentReader reader;
  private final long maxPayloadBytes;
  private final Clock clock;
  private final LongSupplier nanoTime;

  /** A handler; {@code nanoTime} as {@link System#nanoTime}. */
  public RecogniseHandler(
      Fetcher fetcher,
      ResultCache cache,
      DocumentReader reader,
      long maxPayloadBytes,
      Clock clock,
      LongSupplier nanoTime) {
    this.fetcher = fetcher;
    this.cache = cache;
    this.reader = reader;
    this.maxPayloadBytes = maxPayloadBytes;
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  @Override
  public byte[] handle(byte[] task) throws InterruptedException {
    return Json.write(recognise(Json.readOwn(task, RecogniseTask.class)));
  }

  private Recognised recognise(RecogniseTask task) throws InterruptedException {
    // Another worker may have put it there since the event was looked up: after a redelivery, or
    // while the task waited.
    Lookup<RawJson> known = cache.find(task.key()).join();
    Optional<RawJson> hit = known.fold(Optional::of, Optional::empty, Optional::empty);
    if (hit.isPresent()) {
      return new Recognised.Read(task.sentAt(), hit.get(), true, null, null);
    }
    long begun = nanoTime.getAsLong();
    Fetched fetched = fetcher.fetch(task.location());
    Problem refused = fetched.fold(bytes -> null, Fetched.Refused::problem);
    if (refused != null) {
      return new Recognised.Failed(task.sentAt(), refused, false);
    }
    try (Fetched.Bytes bytes = fetched.fold(b -> b, r -> null)) {
      return verified(task, bytes, begun);
    }
  }

  private Recognised verified(RecogniseTask task, Fetched.Bytes bytes, long begun)
      throws InterruptedException {
    if (!bytes.hash().equals(task.key().hash())) {
      Problem problem =
          Problem.of(
              FailureCode.HASH_MISMATCH,
              "the bytes at the location have another hash than claimed");
      return new Recognised.Failed(task.sentAt(), problem, false);
    }
    long fetched = nanoTime.getAsLong();
    return reader
        .read(bytes.file(), task.options())
        .fold(
            done -> read(task, done, begun, fetched),
            failed -> new Recognised.Failed(task.sentAt(), failed.problem(), true));
  }

  private Recognised read(RecogniseTask task, Done done, long begun, long fetched) {
    long end = nanoTime.getAsLong();
    double seconds = (end - begun) / 1e9;
    Payload payload = PayloadAssembly.of(done, seconds, clock.instant().getEpochSecond());
    RawJson json = RawJson.of(Json.write(payload));
    if (json.utf8().length > maxPayloadBytes) {
      Problem problem =
          Problem.of(
              FailureCode.RESULT_TOO_LARGE,
              "the payload is %d bytes, the limit is %d"
                  .formatted(json.utf8().length, maxPayloadBytes));
      return new Recognised.Failed(task.sentAt(), problem, true);
    }
    if (payload.status() == Payload.Status.COMPLETE) {
      put(new ContentKey(task.key().hash(), done.info().fingerprint()), json);
    }
    return new Recognised.Read(
        task.sentAt(), json, false, millis(fetched - begun), millis(end - fetched));
  }

  /**
   * Under the fingerprint of the engine that read it, not of the task: while workers and processors
   * of two versions run side by side, no entry says that it is of an engine that it is not of. A
   * partial reading is never put: the next event may get all of it.
   */
  private void put(ContentKey key, RawJson json) {
    // Awaited, so that the entry is there before anyone hears of the completion; an outage is no
    // reason not to answer, and the cache counts it.
    var unused = cache.put(key, json).join();
  }

  private static long millis(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(nanos);
  }

  @Override
  public byte[] exhausted(byte[] task, int deliveries) {
    String message = "the document was tried on %d workers, and none finished";
    return failed(
        task, new Problem(FailureCode.ENGINE_CRASHED, message.formatted(deliveries), deliveries));
  }

  @Override
  public byte[] defect(byte[] task, Throwable cause) {
    return failed(task, Defects.problem(cause));
  }

  private static byte[] failed(byte[] task, Problem problem) {
    long sentAt = Json.readOwn(task, RecogniseTask.class).sentAt();
    return Json.write(new Recognised.Failed(sentAt, problem, false));
  }
}
