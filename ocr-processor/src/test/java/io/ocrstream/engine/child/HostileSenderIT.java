/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ocrstream.cache.InMemoryCache;
import io.ocrstream.config.EngineConfig;
import io.ocrstream.config.Settings;
import io.ocrstream.config.WorkerConfig;
import io.ocrstream.config.loader.SettingsLoader;
import io.ocrstream.content.Attempts;
import io.ocrstream.content.ContentLimits;
import io.ocrstream.content.schemes.ContentStores;
import io.ocrstream.content.schemes.OutputStores;
import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.ContentKey;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.Location;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.RecogniseTask;
import io.ocrstream.contracts.Recognised;
import io.ocrstream.contracts.RetryPolicy;
import io.ocrstream.engine.PageCachePort;
import io.ocrstream.engine.installed.InstalledEngines;
import io.ocrstream.resilience.BreakerRules;
import io.ocrstream.resilience.Breakers;
import io.ocrstream.resilience.OutageGate;
import io.ocrstream.worker.LegacyAnswers;
import io.ocrstream.worker.RecogniseHandler;
import io.ocrstream.worker.RetryingContent;
import io.ocrstream.worker.document.DocumentReader;
import io.ocrstream.worker.document.OutputFiles;
import io.ocrstream.worker.document.ReadingProgress;
import io.ocrstream.worker.document.ResultAssembly;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Goal: sixteen documents of one sender that crash the engine do not block others. Each fails
 * permanently and is cached as a failure, the circuit breaker of the engine stays closed, and the
 * next sender's document is read. Method: a worker's handler with its default breaker, real
 * children with small heaps, documents that exhaust the heap when opened, and PNGs with a
 * compressed text that does. {@code RecogniseHandlerTest} tests the same with a simulated engine.
 */
@Tag("faults")
class HostileSenderIT {
  private static final int BOMBS = 16;
  private static final int METADATA_BOMBS = 2;

  /** Twice the heap. */
  private static final int METADATA_BYTES = 256 << 20;

  private static final int SLOTS = 2;
  private static final Map<String, String> SMALL = Map.of("child.heap", "128MiB");

  @TempDir private Path folder = Path.of("");
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final InMemoryCache cache = new InMemoryCache();
  private final ExecutorService helpers = Executors.newCachedThreadPool();
  private final ExecutorService slots = Executors.newFixedThreadPool(SLOTS);
  private final Settings settings = SettingsLoader.of(Map.of());

  @AfterEach
  void stop() {
    helpers.shutdownNow();
    slots.shutdownNow();
  }

  @Test
  void shouldReadAnotherSendersDocumentWhenTheEngineDiesOfSixteen() throws Exception {
    Breakers breakers = breakers();
    try (IsolatedEngine engine = Isolation.start(SLOTS, SMALL);
        ContentStores stores =
            ContentStores.open(
                ContentLimits.files(folder).upTo(10_000_000), folder.resolve("work"));
        OutputStores outputs = OutputStores.open(settings.outputs(), settings.content())) {
      RecogniseHandler handler = handler(engine, stores, outputs, breakers);
      List<byte[]> bombs = bombs();
      List<Future<Recognised>> answers = new ArrayList<>();
      for (byte[] bomb : bombs) {
        answers.add(slots.submit(() -> recognise(handler, bomb)));
      }
      for (Future<Recognised> answer : answers) {
        assertThat(codeOf(answer.get())).isIn("read", FailureCode.CRASHES_ENGINE.name());
        assertThat(breakers.open()).isZero();
      }
      assertThat(codeOf(answers.get(0).get())).isEqualTo(FailureCode.CRASHES_ENGINE.name());

      Path sample = Isolation.copy("english.png", folder);
      assertThat(codeOf(recognise(handler, Files.readAllBytes(sample)))).isEqualTo("read");
      assertThat(breakers.open()).isZero();

      List<Long> children = engine.children();
      assertThat(codeOf(recognise(handler, bombs.get(0))))
          .isEqualTo(FailureCode.CRASHES_ENGINE.name());
      assertThat(engine.children()).as("remembered, not tried again").containsAll(children);
    }
  }

  private Breakers breakers() {
    WorkerConfig worker = settings.worker();
    BreakerRules rules =
        new BreakerRules(worker.breakerWindow(), worker.breakerFailureRate(), worker.breakerOpen());
    return new Breakers(Breakers.Kind.ENGINE, rules, meters, Clock.systemUTC());
  }

  private RecogniseHandler handler(
      IsolatedEngine engine, ContentStores stores, OutputStores outputs, Breakers breakers) {
    SimpleMeterRegistry unwatched = new SimpleMeterRegistry();
    Breakers contents =
        new Breakers(
            Breakers.Kind.CONTENT,
            new BreakerRules(10, 80, Duration.ofSeconds(5)),
            unwatched,
            Clock.systemUTC());
    Attempts once = Attempts.of(new RetryPolicy(1, Duration.ZERO, Duration.ZERO));
    EngineConfig small = Isolation.settings(SMALL);
    return new RecogniseHandler(
        new RetryingContent(stores, once, new OutageGate(contents, Duration.ZERO, unwatched)),
        cache,
        new DocumentReader(
            InstalledEngines.of(small),
            engine,
            new DocumentReader.Limits(Duration.ofMinutes(5), Isolation.AMPLE, 10, 1),
            (info, tenant) -> PageCachePort.NONE,
            helpers,
            System::nanoTime),
        new ReadingProgress(),
        new OutageGate(breakers, Duration.ofMinutes(5), meters),
        new ResultAssembly(new OutputFiles(1 << 16), outputs, 1 << 20),
        Clock.systemUTC(),
        System::nanoTime,
        LegacyAnswers.OFF);
  }

  /** Returns documents of different bytes. */
  private static List<byte[]> bombs() {
    List<byte[]> bombs = new ArrayList<>();
    for (int i = 0; i < BOMBS; i++) {
      ByteArrayOutputStream bomb = new ByteArrayOutputStream();
      bomb.writeBytes(
          i < BOMBS - METADATA_BOMBS
              ? HostileFiles.png(64, 64, 64)
              : HostileFiles.metadataBomb(METADATA_BYTES));
      bomb.write(i);
      if (i < BOMBS - METADATA_BOMBS) {
        bomb.writeBytes(FaultyChild.trailer(ChildFault.HEAP));
      }
      bombs.add(bomb.toByteArray());
    }
    return bombs;
  }

  private Recognised recognise(RecogniseHandler handler, byte[] document) throws Exception {
    Path file = Files.createTempFile(folder, "document", ".png");
    Files.write(file, document);
    RecogniseTask task =
        new RecogniseTask(
            new ContentKey(ContentHash.ofBytes(document), Isolation.info().fingerprint()),
            new Location(file.toUri().toString(), null),
            OcrOptions.text(List.of("eng")),
            1,
            1,
            null);
    return Json.readOwn(handler.handle(Json.write(task)), Recognised.class);
  }

  private static String codeOf(Recognised recognised) {
    return recognised.fold(read -> "read", failed -> failed.problem().code().name());
  }
}
