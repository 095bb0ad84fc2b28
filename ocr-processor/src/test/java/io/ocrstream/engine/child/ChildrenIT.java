/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ocrstream.config.EngineConfig;
import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.engine.Engine;
import io.ocrstream.engine.EngineCatalog;
import io.ocrstream.engine.EngineUnavailableException;
import io.ocrstream.engine.child.sandbox.SandboxSupport;
import io.ocrstream.engine.installed.InstalledEngines;
import java.io.IOException;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests the life cycle of children: their number, their age, replacement, and that they end with
 * their worker.
 */
class ChildrenIT {
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  /** The engine of tests that need no settings of their own. A lost child is replaced. */
  private static final IsolatedEngine SHARED = Isolation.start(1, Map.of());

  @TempDir Path folder;

  @AfterAll
  static void close() {
    SHARED.close();
  }

  @Test
  void shouldHaveTheSlotAndTheSpareBackWhenAChildIsKilled() throws Exception {
    lose(SHARED, Isolation.copy("english.png", folder));
    await(() -> SHARED.idle() == 2);
    long kept = temporaryFolders();
    lose(SHARED, folder.resolve("english.png"));
    await(() -> SHARED.idle() == 2 && temporaryFolders() <= kept);
  }

  @Test
  void shouldReplaceAChildBetweenPagesWhenItHasReadItsShare() throws Exception {
    Path file = Isolation.copy("letter.tiff", folder);
    try (IsolatedEngine engine = Isolation.start(1, alone("child.life-pages", "2"))) {
      List<Long> first = engine.children();
      try (Engine.Document document = Isolation.open(engine, file)) {
        assertThat(Isolation.text(document, 1, Isolation.AMPLE)).isNotEmpty();
        assertThat(engine.children()).isEqualTo(first);
        assertThat(Isolation.text(document, 2, Isolation.AMPLE)).isNotEmpty();
        assertThat(Isolation.text(document, 3, Isolation.AMPLE)).isNotEmpty();
        assertThat(engine.children()).hasSize(1).doesNotContainAnyElementsOf(first);
      }
    }
  }

  @Tag("faults")
  @Test
  void shouldReplaceAChildWhenItHasGrown() throws Exception {
    Path file = Isolation.copy("english.png", folder);
    try (IsolatedEngine engine = Isolation.start(1, alone("child.max-growth", "1MiB"))) {
      List<Long> before = engine.children();
      assertThat(Isolation.texts(engine, file, Isolation.AMPLE)).hasSize(1);
      assertThat(engine.children()).doesNotContainAnyElementsOf(before);
    }
  }

  @Tag("faults")
  @Test
  void shouldLendAFurtherChildOnlyWhenNobodyWaitsForIt() throws Exception {
    Path file = Isolation.copy("letter.tiff", folder);
    try (IsolatedEngine engine = Isolation.start(2, Map.of())) {
      // After a loss, the pool starts a spare child at once.
      lose(engine, Isolation.copy("english.png", folder));
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

  /** Opens {@code file}, whereby one child is lost. */
  private static void lose(IsolatedEngine engine, Path file) throws IOException {
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
    try (Engine.Document document = Isolation.open(SHARED, file)) {
      Thread reader = new Thread(() -> Isolation.text(document, 1, Isolation.AMPLE));
      reader.start();
      await(() -> !FaultyChild.isDue(file, 1, ChildFault.HANG));
      reader.interrupt();
      reader.join(PATIENCE.toMillis());
      assertThat(reader.isAlive()).isFalse();
    }
  }

  private static long temporaryFolders() {
    try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return all.filter(path -> path.getFileName().toString().startsWith("ocr-child-")).count();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void shouldSayWhatAChildSaysOfAnEngineThatCannotBeHad() throws Exception {
    EngineConfig settings = Isolation.settings(Map.of());
    StartFailure failure = problem(InstalledEngines.of(settings), UnavailableChild.class.getName());
    assertThat(failure.reason()).contains(UnavailableChild.REASON);
    assertThat(failure.isPermanent()).isTrue();
  }

  /** Starts one child, and returns why it cannot be used. The pool's tests tell what follows. */
  private static StartFailure problem(EngineCatalog catalog, String main) throws IOException {
    EngineConfig settings = Isolation.settings(Map.of());
    ChildFactory factory =
        IsolatedEngine.factory(
            settings,
            catalog,
            SandboxSupport.ofKernel().asWanted(settings.sandbox()),
            main,
            List.of(FaultyChild.PLANS));
    return factory.awaitReady(factory.start()).orElseThrow();
  }

  @Test
  void shouldStartNoChildWhenTheInstallFolderIsNotItsOwn() throws Exception {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    EngineConfig settings = Isolation.settings(Map.of("install-dir", folder.toString()));
    Set<ProcessHandle> before = Set.copyOf(processes());
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
    assertThat(processes()).allMatch(before::contains);
  }

  /** The cache stores a result under the hash of the bytes, so they must not change. */
  @Test
  void shouldRefuseADocumentWhenItIsNotTheOneThatWasHashed() throws Exception {
    Path file = Isolation.copy("english.png", folder);
    ContentHash hash = ContentHash.ofBytes(Files.readAllBytes(file));
    Path hashed = folder.resolve("document-1" + hash.fileSuffix());
    Files.copy(file, hashed);
    Isolation.open(SHARED, hashed).close();
    Files.write(hashed, new byte[] {0}, StandardOpenOption.APPEND);
    List<Long> children = SHARED.children();
    Outcome<Engine.Document> opened = SHARED.open(hashed, Isolation.info());
    assertThat(opened.problem().orElseThrow().message())
        .contains("changed between hashing and reading");
    assertThat(SHARED.children()).containsAll(children);
  }

  @Tag("faults")
  @Test
  void shouldStartWhenItsFirstChildIsKilledBeforeItIsReady() throws Exception {
    Path file = Isolation.copy("english.png", folder);
    Set<ProcessHandle> before = Set.copyOf(processes());
    CompletableFuture<IsolatedEngine> start =
        CompletableFuture.supplyAsync(() -> Isolation.start(1, Map.of("child.spares", "0")));
    List<ProcessHandle> started = new ArrayList<>();
    await(
        () -> {
          processes().stream().filter(child -> !before.contains(child)).forEach(started::add);
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
                    Isolation.settings(Map.of("child.start-timeout", "2m")),
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
    Set<ProcessHandle> before = Set.copyOf(processes());
    EngineConfig settings = Isolation.settings(Map.of("child.start-timeout", "1s"));
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
    await(
        () -> {
          List<Long> alive =
              processes().stream()
                  .filter(child -> !before.contains(child) && child.isAlive())
                  .map(ProcessHandle::pid)
                  .toList();
          assertThat(alive).hasSizeLessThanOrEqualTo(1);
          seen.addAll(alive);
          return start.isDone();
        });
    assertThatThrownBy(start::join)
        .hasCauseInstanceOf(EngineUnavailableException.class)
        .hasMessageContaining("it was not ready within 1s");
    assertThat(seen).hasSize(StartBackoff.ROUNDS);
  }

  @Test
  void shouldRefuseChildrenThatReadWithOtherModels() throws Exception {
    StartFailure failure = problem(new NoCatalog(), FaultyChild.class.getName());
    assertThat(failure.reason()).contains("another version");
    assertThat(failure.isPermanent()).isTrue();
  }

  /** Returns this process' children, without those of the shared engine. */
  private static List<ProcessHandle> processes() {
    List<ProcessHandle> all = ProcessHandle.current().children().toList();
    // Asked afterwards, so that it knows all of its own that were listed.
    List<Long> known = SHARED.children();
    return all.stream().filter(child -> !known.contains(child.pid())).toList();
  }

  static void await(BooleanSupplier condition) {
    Awaitility.await().until(condition::getAsBoolean);
  }
}
