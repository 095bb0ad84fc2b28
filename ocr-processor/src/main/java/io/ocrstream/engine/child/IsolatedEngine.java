/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child;

import io.ocrstream.config.EngineConfig;
import io.ocrstream.config.ReadingDefaults;
import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.engine.Engine;
import io.ocrstream.engine.EngineCatalog;
import io.ocrstream.engine.EngineUnavailableException;
import io.ocrstream.engine.InstallFolder;
import io.ocrstream.engine.child.sandbox.SandboxSupport;
import io.ocrstream.metrics.Meters;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Runs an engine in child processes, one for each document that is read in parallel. No byte of a
 * document is parsed in the worker's process.
 *
 * <p><b>Threading:</b> any. <b>Bounds:</b> the limits of children in the settings; a page takes at
 * most twice its timeout. <b>Fails:</b> a child that crashes, hangs or stalls is killed and
 * replaced; its work is retried once in another child.
 */
public final class IsolatedEngine implements Engine {
  private final ChildPool pool;
  private final IsolatedDocument.Limits limits;

  private IsolatedEngine(ChildPool pool, IsolatedDocument.Limits limits) {
    this.pool = pool;
    this.limits = limits;
  }

  /**
   * Starts children, and returns when one is ready.
   *
   * @param catalog the engines and models that the children use
   * @param slots number of documents that are read in parallel
   * @throws EngineUnavailableException if a child says that it cannot start here, or none becomes
   *     ready in {@link StartBackoff#ROUNDS} rounds
   */
  public static IsolatedEngine start(EngineConfig settings, EngineCatalog catalog, int slots) {
    return start(settings, catalog, slots, Meters.none());
  }

  /** Starts children that are counted in {@code meters}. */
  public static IsolatedEngine start(
      EngineConfig settings, EngineCatalog catalog, int slots, Meters meters) {
    return start(settings, catalog, slots, meters, ChildMain.class.getName(), List.of());
  }

  /**
   * Starts children with another main class, and with write access to the {@code shared} folders.
   */
  static IsolatedEngine start(
      EngineConfig settings, EngineCatalog catalog, int slots, String main, List<Path> shared) {
    return start(settings, catalog, slots, Meters.none(), main, shared);
  }

  private static IsolatedEngine start(
      EngineConfig settings,
      EngineCatalog catalog,
      int slots,
      Meters meters,
      String main,
      List<Path> shared) {
    SandboxSupport sandbox = SandboxSupport.ofKernel().asWanted(settings.sandbox());
    ChildMeters counts = new ChildMeters(meters);
    counts.sandbox(sandbox);
    checkInstallFolder(settings);
    ChildFactory factory = factory(settings, catalog, sandbox, main, shared);
    factory.tidy();
    ChildPool pool = ChildPool.start(settings.child(), factory, slots, counts);
    Optional<String> problem = awaitFirst(pool);
    if (problem.isPresent()) {
      pool.close();
      throw new EngineUnavailableException("No engine process became ready: " + problem.get());
    }
    return new IsolatedEngine(
        pool, new IsolatedDocument.Limits(settings.pageTimeout(), settings.child().stallTimeout()));
  }

  /** Without a usable folder all children would fail, one after the other. */
  private static void checkInstallFolder(EngineConfig settings) {
    try {
      var unused = new InstallFolder(settings.installDir()).own();
    } catch (IOException e) {
      throw new EngineUnavailableException(
          "The folder of ocr.engine.install-dir cannot be used (%s); check its permissions and free space"
              .formatted(e.getClass().getSimpleName()),
          e);
    }
  }

  /** Creates what starts the children. */
  static ChildFactory factory(
      EngineConfig settings,
      EngineCatalog catalog,
      SandboxSupport sandbox,
      String main,
      List<Path> shared) {
    InstalledFiles installed =
        new InstalledFiles(catalog, new InstallFolder(settings.installDir()));
    try {
      installed.unpackLibraries();
      return new ChildFactory(
          settings,
          catalog.info(ReadingDefaults.of(settings)),
          new ChildCommand(settings, sandbox, main, shared),
          installed);
    } catch (IOException e) {
      throw new EngineUnavailableException("The engine cannot be prepared: " + e.getMessage(), e);
    }
  }

  private static Optional<String> awaitFirst(ChildPool pool) {
    try {
      return pool.awaitFirst();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("the start was interrupted");
    }
  }

  @Override
  public Outcome<Document> open(Path file, EngineInfo info) {
    return new IsolatedDocument(pool, file, info, limits).opened();
  }

  @Override
  public Optional<Outcome<Document>> openIfIdle(Path file, EngineInfo info) {
    return pool.lendIfIdle()
        .map(child -> new IsolatedDocument(pool, file, info, limits).helping(child).opened());
  }

  /** Returns the process ids of the current children. */
  List<Long> children() {
    return pool.children().stream().map(child -> child.process().pid()).toList();
  }

  /** Returns the number of idle children. */
  int idle() {
    return pool.idle();
  }

  /** Returns the peak resident memory of any current child, in bytes. */
  OptionalLong peakMemory() {
    return children().stream().map(ProcessMemory::peak).flatMapToLong(OptionalLong::stream).max();
  }

  /** Ends all children at once. Open documents fail. */
  @Override
  public void close() {
    pool.close();
  }
}
