/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.cache.CacheLookup;
import io.ocrstream.cache.LegacyCache;
import io.ocrstream.cache.LegacyEntry;
import io.ocrstream.cache.ResultCache.Stored;
import io.ocrstream.content.Fetched;
import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.ContentKey;
import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.Location;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.Output;
import io.ocrstream.contracts.PageSelection;
import io.ocrstream.contracts.Payload;
import io.ocrstream.contracts.Problem;
import io.ocrstream.contracts.RawJson;
import io.ocrstream.contracts.RecogniseTask;
import io.ocrstream.contracts.Recognised;
import io.ocrstream.contracts.StoredObject;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LegacyAnswersTest {
  private static final ContentHash HASH = ContentHash.ofBytes("a".getBytes(UTF_8));
  private static final String MD5 = "0cc175b9c0f1b6a831c399e269772661";
  private static final Location PLACE = new Location("file:///a", null);
  private static final Fetched BYTES = new Fetched(PLACE, Path.of("a"), 1, HASH, MD5);
  private static final OcrOptions DEFAULTS = OcrOptions.text(List.of("eng"));
  private static final LegacyEntry ENTRY = new LegacyEntry("old text", 0.93, 2.4, 2, 1.7e9);
  private static final long AMPLE = 1 << 20;

  private final Map<String, LegacyEntry> entries = new HashMap<>();
  private final LegacyCache cache =
      new LegacyCache() {
        @Override
        public CompletableFuture<CacheLookup<LegacyEntry>> find(String md5) {
          LegacyEntry entry = entries.get(md5);
          return CompletableFuture.completedFuture(
              entry == null ? new CacheLookup.Miss<>() : new CacheLookup.Hit<>(entry));
        }

        @Override
        public CompletableFuture<Stored> put(String md5, LegacyEntry entry) {
          entries.put(md5, entry);
          return CompletableFuture.completedFuture(Stored.STORED);
        }
      };

  private LegacyAnswers reading(long maxPayloadBytes) {
    return new LegacyAnswers(cache, false, DEFAULTS, maxPayloadBytes);
  }

  private static RecogniseTask task(OcrOptions options, @Nullable String tenant) {
    return new RecogniseTask(
        new ContentKey(HASH, "0".repeat(16), tenant), PLACE, options, 1, 1, null);
  }

  @Test
  void shouldAnswerInTheFormOfPayloadsAndNameTheEngine() throws Exception {
    entries.put(MD5, ENTRY);
    RawJson found = reading(AMPLE).find(task(DEFAULTS, null), BYTES).orElseThrow();
    assertThat(Json.read(found.utf8(), Payload.class))
        .isEqualTo(payload(Payload.Status.COMPLETE, 0.93, null, "legacy", "old text"));
  }

  @Test
  void shouldNotAnswerWhenOffOrForTenantsOrForOtherOptions() {
    entries.put(MD5, ENTRY);
    LegacyAnswers reading = reading(AMPLE);
    assertThat(LegacyAnswers.OFF.find(task(DEFAULTS, null), BYTES)).isEmpty();
    assertThat(reading.find(task(DEFAULTS, "acme"), BYTES)).isEmpty();
    Stream.of(
            OcrOptions.text(List.of("por")),
            DEFAULTS.withOutputs(List.of(Output.TEXT, Output.WORDS)),
            DEFAULTS.withPages(PageSelection.parse("1").orElseThrow()),
            DEFAULTS.withPageSegmentationMode(6))
        .forEach(other -> assertThat(reading.find(task(other, null), BYTES)).isEmpty());
  }

  @Test
  void shouldNotAnswerWithMoreThanARecordHolds() {
    entries.put(MD5, ENTRY);
    int size = reading(AMPLE).find(task(DEFAULTS, null), BYTES).orElseThrow().utf8().length;
    assertThat(reading(size).find(task(DEFAULTS, null), BYTES)).isPresent();
    assertThat(reading(size - 1).find(task(DEFAULTS, null), BYTES)).isEmpty();
  }

  @Test
  void shouldWriteOnlyCompleteReadingsAndOnlyWhenToldTo() {
    Payload whole = payload(Payload.Status.COMPLETE, 0.93, null, "tesseract", "old text");
    keep(reading(AMPLE), task(DEFAULTS, null), read(whole));
    LegacyAnswers writing = new LegacyAnswers(cache, true, DEFAULTS, AMPLE);
    keep(writing, task(DEFAULTS, "acme"), read(whole));
    keep(writing, task(OcrOptions.text(List.of("por")), null), read(whole));
    for (Payload other :
        List.of(
            payload(Payload.Status.PARTIAL, 0.93, null, "tesseract", ""),
            payload(Payload.Status.COMPLETE, null, null, "tesseract", ""),
            payload(
                Payload.Status.COMPLETE, 0.93, new StoredObject("s3://a/b", 1, HASH), "t", ""))) {
      keep(writing, task(DEFAULTS, null), read(other));
    }
    Problem corrupt = Problem.of(FailureCode.CORRUPT, "cut");
    keep(writing, task(DEFAULTS, null), Recognised.Failed.ofBytes(1, corrupt));
    assertThat(entries).isEmpty();

    Recognised done = read(whole);
    assertThat(writing.kept(task(DEFAULTS, null), BYTES, done)).isSameAs(done);
    assertThat(entries).containsExactly(Map.entry(MD5, ENTRY));
  }

  private static void keep(LegacyAnswers answers, RecogniseTask task, Recognised done) {
    assertThat(answers.kept(task, BYTES, done)).isSameAs(done);
  }

  private static Recognised read(Payload payload) {
    return new Recognised.Read(1, RawJson.of(Json.write(payload)), false, 1L, 1L);
  }

  private static Payload payload(
      Payload.Status status,
      @Nullable Double confidence,
      @Nullable StoredObject stored,
      String engine,
      String text) {
    return new Payload(
        text,
        confidence,
        2.4,
        2,
        1_700_000_000,
        status,
        new EngineInfo(engine, "unknown", "unknown", DEFAULTS),
        List.of(),
        List.of(),
        List.of(),
        stored);
  }
}
