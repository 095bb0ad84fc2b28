/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.worker;

import io.ocrstream.cache.LegacyCache;
import io.ocrstream.cache.LegacyEntry;
import io.ocrstream.content.Fetched;
import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.Payload;
import io.ocrstream.contracts.RawJson;
import io.ocrstream.contracts.RecogniseTask;
import io.ocrstream.contracts.Recognised;
import java.util.List;
import java.util.Optional;

/**
 * Answers from entries of the earlier Python service, and writes readings in its form. Such an
 * entry does not say how it was read. It therefore answers only events without a tenant and with
 * the default options, and is never stored under a key of this program.
 *
 * <p><b>Threading:</b> any; blocks for the deadlines of the cache. <b>Bounds:</b> answers of {@code
 * worker.max-payload}; a larger one is not used.
 */
public final class LegacyAnswers {
  /** Name of the engine in answers that the earlier service read. */
  public static final String ENGINE = "legacy";

  /** Answers nothing and writes nothing. */
  public static final LegacyAnswers OFF =
      new LegacyAnswers(LegacyCache.NONE, false, OcrOptions.text(List.of("eng")), Long.MAX_VALUE);

  private static final String UNKNOWN = "unknown";

  private final LegacyCache cache;
  private final boolean writes;
  private final OcrOptions defaults;
  private final long maxPayloadBytes;

  /**
   * Creates answers from {@code cache}.
   *
   * @param writes whether readings are written to it too
   * @param defaults the only options that such an entry answers
   * @param maxPayloadBytes the size in bytes above which an answer does not fit into a record
   */
  public LegacyAnswers(
      LegacyCache cache, boolean writes, OcrOptions defaults, long maxPayloadBytes) {
    this.cache = cache;
    this.writes = writes;
    this.defaults = defaults;
    this.maxPayloadBytes = maxPayloadBytes;
  }

  /** Returns the payload made of the entry for these verified bytes, if there is one. */
  Optional<RawJson> find(RecogniseTask task, Fetched bytes) {
    return md5(task, bytes)
        .flatMap(md5 -> cache.find(md5).join().hit())
        .map(entry -> RawJson.of(Json.write(payload(entry))))
        .filter(payload -> payload.utf8().length <= maxPayloadBytes);
  }

  private Optional<String> md5(RecogniseTask task, Fetched bytes) {
    boolean applies = task.key().tenant() == null && task.options().equals(defaults);
    return applies ? Optional.ofNullable(bytes.md5()) : Optional.empty();
  }

  private Payload payload(LegacyEntry entry) {
    return new Payload(
        entry.text(),
        entry.confidence(),
        entry.processTime(),
        entry.wordCount(),
        (long) entry.timestamp(),
        Payload.Status.COMPLETE,
        new EngineInfo(ENGINE, UNKNOWN, UNKNOWN, defaults),
        List.of(),
        List.of(),
        List.of(),
        null);
  }

  /**
   * Writes a complete reading in the form of the earlier service if the settings demand it. A
   * payload that is stored as an object, or has no word, has no such form.
   *
   * @return {@code done}
   */
  Recognised kept(RecogniseTask task, Fetched bytes, Recognised done) {
    if (writes) {
      md5(task, bytes)
          .ifPresent(
              md5 ->
                  done.fold(LegacyAnswers::entry, failed -> Optional.<LegacyEntry>empty())
                      // Awaited, so that the number of writes in flight is that of the slots.
                      .ifPresent(entry -> cache.put(md5, entry).join()));
    }
    return done;
  }

  private static Optional<LegacyEntry> entry(Recognised.Read read) {
    Payload payload = Json.readOwn(read.payload().utf8(), Payload.class);
    boolean fits =
        payload.status() == Payload.Status.COMPLETE
            && payload.stored() == null
            && payload.confidence() != null;
    return fits
        ? Optional.of(
            new LegacyEntry(
                payload.text(),
                payload.confidence(),
                payload.processTime(),
                payload.wordCount(),
                payload.timestamp()))
        : Optional.empty();
  }
}
