/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ocrstream.config.Settings;
import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.engine.Engine;
import io.ocrstream.engine.EngineUnavailableException;
import io.ocrstream.engine.installed.InstalledEngines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests the life cycle of children: their number, their age, replacement, and that they end with
 * their worker.
 */
class ChildrenIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void shouldHaveTheSlotBackWhenItsChildIsKilled(int spares) throws Exception {
    Path file = Isolation.copy("english.png", folder);
    try (IsolatedEngine engine =
        Isolation.start(1, Map.of("child.spares", Integer.toString(spares)))) {
      FaultyChild.plan(file, 0, ChildFault.SEGMENTATION, 1);
      Isolation.open(engine, file).close();
      await(() -> engine.idle() == 1 + spares);
    }
  }

  @Test
  void shouldReplaceAChildBetweenPagesWhenItHasReadItsShare() throws Exception {
    Path file = Isolation.copy("letter.tiff", folder);
    try (IsolatedEngine engine = Isolation.start(2, alone("child.life-pages", "2"))) {
      await(() -> engine.idle() == 2);
      List<Long> before = engine.children();
      assertThat(Isolation.texts(engine, file, Isolation.AMPLE)).hasSize(3);
      await(() -> engine.idle() == 2);
      assertThat(engine.children().stream().filter(before::contains)).hasSize(1);
    }
  }

  @Test
  void shouldReplaceAChildWhenItHasGrown() throws Exception {
    Path file = Isolation.copy("letter.tiff", folder);
    try (IsolatedEngine engine = Isolation.start(2, alone("child.max-growth", "1MiB"))) {
      await(() -> engine.idle() == 2);
      List<Long> before = engine.children();
      assertThat(Isolation.texts(engine, file, Isolation.AMPLE)).hasSize(3);
      assertThat(engine.children()).doesNotContainAnyElementsOf(before);
    }
  }

  @Test
  void shouldLendAFurtherChildOnlyWhenNobodyWaitsForIt() throws Exception {
    Path file = Isolation.copy("letter.tiff", folder);
    try (IsolatedEngine engine = Isolation.start(2, Map.of())) {
      loseOne(engine);
      await(() -> engine.idle() == 3);
      Engine.Document first = Isolation.open(engine, file);
      Engine.Document helper =
          engine.openIfIdle(file, Isolation.info()).orElseThrow().fold(d -> d, r -> first);
      assertThat(helper).isNotSameAs(first);
      // A spare child replaces another one; it is not lent in addition.
      assertThat(engine.openIfIdle(file, Isolation.info())).isEmpty();
      Thread other = new Thread(() -> Isolation.open(engine, file).close());
      other.start();
      await(() -> other.getState() == Thread.State.TIMED_WAITING);
      // Between two pages, a helper gives its child to a waiting document.
      String second = Isolation.text(helper, 2, Isolation.AMPLE);
      other.join(PATIENCE.toMillis());
      assertThat(other.isAlive()).isFalse();
      assertThat(Isolation.text(helper, 2, Isolation.AMPLE)).isEqualTo(second);
      assertThat(Isolation.text(first, 2, Isolation.AMPLE)).isEqualTo(second);
      first.close();
      helper.close();
    }
  }

  /** After a loss, the pool starts a spare child at once. */
  private void loseOne(IsolatedEngine engine) throws Exception {
    Path file = Isolation.copy("english.png", folder);
    FaultyChild.plan(file, 0, ChildFault.SEGMENTATION, 1);
    Isolation.open(engine, file).close();
  }

  /** Returns a setting, and no spare children, because those start late. */
  private static Map<String, String> alone(String key, String value) {
    return Map.of("child.spares", "0", key, value);
  }

  @Test
  void shouldGiveUpThePageWhenItsReaderIsInterrupted() throws Exception {
    Path file = Isolation.copy("letter.tiff", folder);
    FaultyChild.plan(file, 1, ChildFault.HANG, 1);
    try (IsolatedEngine engine = Isolation.start(1, Map.of());
        Engine.Document document = Isolation.open(engine, file)) {
      Thread reader = new Thread(() -> Isolation.text(document, 1, Isolation.AMPLE));
      reader.start();
      await(() -> !FaultyChild.isDue(file, 1, ChildFault.HANG));
      reader.interrupt();
      reader.join(PATIENCE.toMillis());
      assertThat(reader.isAlive()).isFalse();
    }
  }

  @Test
  void shouldLeaveNoTemporaryFilesWhenAChildIsKilled() throws Exception {
    Path file = Isolation.copy("letter.tiff", folder);
    long before = temporaryFolders();
    FaultyChild.plan(file, 1, ChildFault.ABORT, 1);
    try (IsolatedEngine engine = Isolation.start(1, Map.of())) {
      assertThat(Isolation.texts(engine, file, Isolation.AMPLE)).hasSize(3);
    }
    await(() -> temporaryFolders() <= before);
  }

  private static long temporaryFolders() {
    try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return all.filter(path -> path.getFileName().toString().startsWith("ocr-child-")).count();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void shouldSayWhatAChildSaysOfAnEngineThatCannotBeHad() {
    Settings.Engine settings = Isolation.settings(Map.of());
    assertThatThrownBy(
            () ->
                IsolatedEngine.start(
                    settings,
                    InstalledEngines.of(settings),
                    1,
                    UnavailableChild.class.getName(),
                    List.of()))
        .isInstanceOf(EngineUnavailableException.class)
        .hasMessageContaining(UnavailableChild.REASON);
  }

  @Test
  void shouldStartNoChildWhenTheInstallFolderIsNotItsOwn() throws Exception {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    Settings.Engine settings = Isolation.settings(Map.of("install-dir", folder.toString()));
    Set<ProcessHandle> before = ProcessHandle.current().children().collect(toSet());
    assertThatThrownBy(
            () ->
                IsolatedEngine.start(
                    settings,
                    InstalledEngines.of(settings),
                    1,
                    FaultyChild.class.getName(),
                    List.of()))
        .isInstanceOf(EngineUnavailableException.class)
        .hasMessageContaining("ocr.engine.install-dir");
    assertThat(ProcessHandle.current().children()).allMatch(before::contains);
  }

  /** The cache stores a result under the hash of the bytes, so they must not change. */
  @Test
  void shouldRefuseADocumentWhenItIsNotTheOneThatWasHashed() throws Exception {
    Path file = Isolation.copy("english.png", folder);
    ContentHash hash = ContentHash.ofBytes(Files.readAllBytes(file));
    Path hashed = folder.resolve("document-1" + hash.fileSuffix());
    Files.copy(file, hashed);
    try (IsolatedEngine engine = Isolation.start(1, Map.of())) {
      Isolation.open(engine, hashed).close();
      Files.write(hashed, new byte[] {0}, StandardOpenOption.APPEND);
      List<Long> children = engine.children();
      Outcome<Engine.Document> opened = engine.open(hashed, Isolation.info());
      assertThat(opened.problem().orElseThrow().message())
          .contains("changed between hashing and reading");
      assertThat(engine.children()).containsAll(children);
    }
  }

  @Test
  void shouldStartWhenItsFirstChildIsKilledBeforeItIsReady() throws Exception {
    Path file = Isolation.copy("english.png", folder);
    Set<ProcessHandle> before = ProcessHandle.current().children().collect(toSet());
    CompletableFuture<IsolatedEngine> start =
        CompletableFuture.supplyAsync(() -> Isolation.start(1, Map.of("child.spares", "0")));
    List<ProcessHandle> started = new ArrayList<>();
    await(
        () -> {
          ProcessHandle.current()
              .children()
              .filter(child -> !before.contains(child))
              .forEach(started::add);
          return !started.isEmpty();
        });
    ProcessHandle first = started.get(0);
    assertThat(start).as("ready before it could be killed").isNotDone();
    first.destroyForcibly();
    try (IsolatedEngine engine = start.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      assertThat(engine.children()).doesNotContain(first.pid());
      assertThat(Isolation.texts(engine, file, Isolation.AMPLE)).hasSize(1);
    }
  }

  @Test
  void shouldSayWhyWhenNoChildBecomesReady() {
    assertThatThrownBy(
            () ->
                IsolatedEngine.start(
                    Isolation.settings(Map.of("child.start-timeout", "20s")),
                    InstalledEngines.of(Isolation.settings(Map.of())),
                    1,
                    "no.such.Program",
                    List.of()))
        .isInstanceOf(EngineUnavailableException.class)
        .hasMessageContaining("no.such.Program");
  }

  /** On a busy machine, several starts at once would all be too slow. */
  @Test
  void shouldStartOneAtATimeUntilTheFirstIsReady() {
    Set<ProcessHandle> before = ProcessHandle.current().children().collect(toSet());
    Settings.Engine settings = Isolation.settings(Map.of("child.start-timeout", "1s"));
    CompletableFuture<IsolatedEngine> start =
        CompletableFuture.supplyAsync(
            () ->
                IsolatedEngine.start(
                    settings,
                    InstalledEngines.of(settings),
                    3,
                    SilentChild.class.getName(),
                    List.of()));
    Set<Long> seen = new HashSet<>();
    while (!start.isDone()) {
      List<Long> alive =
          ProcessHandle.current()
              .children()
              .filter(child -> !before.contains(child) && child.isAlive())
              .map(ProcessHandle::pid)
              .toList();
      assertThat(alive).hasSizeLessThanOrEqualTo(1);
      seen.addAll(alive);
    }
    assertThat(start).isCompletedExceptionally();
    assertThat(seen).hasSize(ChildPool.START_ROUNDS);
  }

  @Test
  void shouldSayThatAStartTookTooLongWhenNoChildBecomesReadyInTime() {
    assertThatThrownBy(
            () ->
                IsolatedEngine.start(
                    Isolation.settings(Map.of("child.start-timeout", "1s")),
                    InstalledEngines.of(Isolation.settings(Map.of())),
                    1,
                    SilentChild.class.getName(),
                    List.of()))
        .isInstanceOf(EngineUnavailableException.class)
        .hasMessageContaining("it was not ready within 1s");
  }

  @Test
  void shouldRefuseChildrenThatReadWithOtherModels() {
    assertThatThrownBy(() -> Isolation.start(Isolation.settings(Map.of()), new NoCatalog(), 1))
        .isInstanceOf(EngineUnavailableException.class)
        .hasMessageContaining("another version");
  }

  static void await(BooleanSupplier condition) {
    Awaitility.await().until(condition::getAsBoolean);
  }
}
