/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.cache.InMemoryCache;
import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.ContentKey;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.Location;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.Payload;
import io.ocrstream.contracts.RawJson;
import io.ocrstream.contracts.RecogniseTask;
import io.ocrstream.contracts.Recognised;
import io.ocrstream.resilience.NoOutages;
import io.ocrstream.resilience.OutageGate;
import io.ocrstream.worker.document.CachedPages;
import io.ocrstream.worker.document.DocumentReader;
import io.ocrstream.worker.document.OutputFiles;
import io.ocrstream.worker.document.ReadingProgress;
import io.ocrstream.worker.document.ResultAssembly;
import io.ocrstream.worker.document.ScriptedEngine;
import io.ocrstream.worker.task.TaskDeadline;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The handler with scripted content and a scripted engine: the base of its tests. */
abstract class RecogniseHandlerBench {
  static final byte[] BYTES = "the document".getBytes(UTF_8);
  static final ContentHash HASH = ContentHash.ofBytes(BYTES);
  static final OcrOptions OPTIONS = OcrOptions.text(List.of("eng"));

  /** The key as a processor of another version would compute it. */
  static final ContentKey TASK_KEY = new ContentKey(HASH, "0123456789abcdef");

  static final Location PLACE = new Location("https://host/a.png", null);
  static final RawJson PAYLOAD = ScriptedEngine.cached();
  static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(1_700_000_000), ZoneOffset.UTC);
  static final long SENT_AT = 42;
  static final Recognised ABANDONED = Recognised.Failed.abandoned(SENT_AT, TaskDeadline.OVER);
  static final long NO_LIMIT = Long.MAX_VALUE;

  @TempDir Path folder = Path.of("");
  final ScriptedContent content = new ScriptedContent();
  final ScriptedEngine engine = new ScriptedEngine();
  final ReadingProgress progress = new ReadingProgress();
  final InMemoryCache cache = new InMemoryCache();
  final InMemoryOutputs outputs = new InMemoryOutputs();
  private final ExecutorService helpers = Executors.newCachedThreadPool();
  OutageGate engineOutages = NoOutages.ENGINE;
  long nanos;

  @BeforeEach
  void hold() {
    content.holds(folder, BYTES);
  }

  @AfterEach
  void end() {
    helpers.shutdownNow();
    outputs.close();
  }

  Recognised recognise(long maxPayloadBytes) throws InterruptedException {
    return completion(handler(maxPayloadBytes).handle(task()));
  }

  Recognised recognised(byte[] task) throws InterruptedException {
    return completion(handler(NO_LIMIT).handle(task));
  }

  RecogniseHandler handler(long maxPayloadBytes) {
    DocumentReader.Limits limits =
        new DocumentReader.Limits(Duration.ofMinutes(1), Duration.ofMinutes(1), 10, 1);
    DocumentReader reader =
        new DocumentReader(engine, engine, limits, CachedPages.of(cache), helpers, () -> nanos);
    return new RecogniseHandler(
        new RetryingContent(content, ScriptedContent.ONCE, NoOutages.CONTENT),
        cache,
        reader,
        progress,
        engineOutages,
        new ResultAssembly(new OutputFiles(0), outputs, maxPayloadBytes),
        CLOCK,
        () -> nanos,
        LegacyAnswers.OFF);
  }

  static byte[] task() {
    return Json.write(new RecogniseTask(TASK_KEY, PLACE, OPTIONS, SENT_AT, 1, null));
  }

  static byte[] task(long deadline) {
    return Json.write(new RecogniseTask(TASK_KEY, PLACE, OPTIONS, SENT_AT, 1, deadline));
  }

  static Recognised completion(byte[] utf8) {
    Recognised recognised = Json.readOwn(utf8, Recognised.class);
    assertThat(recognised.sentAt()).isEqualTo(SENT_AT);
    return recognised;
  }

  static Recognised.Read read(Recognised recognised) {
    assertThat(recognised).isInstanceOf(Recognised.Read.class);
    return (Recognised.Read) recognised;
  }

  static Recognised.Failed failed(Recognised recognised) {
    assertThat(recognised).isInstanceOf(Recognised.Failed.class);
    return (Recognised.Failed) recognised;
  }

  static Payload payload(Recognised.Read read) {
    return Json.readOwn(read.payload().utf8(), Payload.class);
  }
}
