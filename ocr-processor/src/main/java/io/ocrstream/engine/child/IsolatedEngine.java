/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child;

import io.ocrstream.config.ReadingDefaults;
import io.ocrstream.config.Settings;
import io.ocrstream.contracts.EngineInfo;
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
 * An engine in child processes, one for each document read at once. No byte of a document is parsed
 * in this process.
 *
 * <p><b>Threading:</b> any. <b>Bounds:</b> the children's, as the settings say; a page takes at
 * most twice its budget. <b>Fails:</b> a child that crashes, hangs or stands still is killed and
 * replaced; what it had in hand is tried once more by another one.
 */
public final class IsolatedEngine implements Engine {
  private final ChildPool pool;
  private final IsolatedDocument.Limits limits;

  private IsolatedEngine(ChildPool pool, IsolatedDocument.Limits limits) {
    this.pool = pool;
    this.limits = limits;
  }

  /**
   * Starts children; returns when one is ready.
   *
   * @param catalog what the children are to read with
   * @param slots documents read at once
   * @throws EngineUnavailableException if no child becomes ready in {@link ChildPool#START_ROUNDS}
   *     rounds
   */
  public static IsolatedEngine start(Settings.Engine settings, EngineCatalog catalog, int slots) {
    return start(settings, catalog, slots, Meters.none());
  }

  /** The same, its children counted in {@code meters}. */
  public static IsolatedEngine start(
      Settings.Engine settings, EngineCatalog catalog, int slots, Meters meters) {
    return start(settings, catalog, slots, meters, ChildMain.class.getName(), List.of());
  }

  /** The same with another program as the child, and folders that it may write to. */
  static IsolatedEngine start(
      Settings.Engine settings, EngineCatalog catalog, int slots, String main, List<Path> shared) {
    return start(settings, catalog, slots, Meters.none(), main, shared);
  }

  private static IsolatedEngine start(
      Settings.Engine settings,
      EngineCatalog catalog,
      int slots,
      Meters meters,
      String main,
      List<Path> shared) {
    SandboxSupport sandbox = SandboxSupport.ofKernel().asWanted(settings.sandbox());
    ChildMeters counts = new ChildMeters(meters);
    counts.sandbox(sandbox);
    checkInstallFolder(settings);
    ChildFactory nursery = nursery(settings, catalog, sandbox, main, shared);
    nursery.tidy();
    ChildPool pool = ChildPool.start(settings.child(), nursery, slots, counts);
    Optional<String> problem = awaitFirst(pool);
    if (problem.isPresent()) {
      pool.close();
      throw new EngineUnavailableException(
          "No process of the engine became ready: " + problem.get());
    }
    return new IsolatedEngine(
        pool, new IsolatedDocument.Limits(settings.pageTimeout(), settings.child().stallTimeout()));
  }

  /** Children would only die of it, one after the other. */
  private static void checkInstallFolder(Settings.Engine settings) {
    try {
      var unused = new InstallFolder(settings.installDir()).own();
    } catch (IOException e) {
      throw new EngineUnavailableException(
          "The folder of ocr.engine.install-dir cannot be used (%s)."
              .formatted(e.getClass().getSimpleName()),
          e);
    }
  }

  private static ChildFactory nursery(
      Settings.Engine settings,
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
  public Opened open(Path file, EngineInfo info) {
    return new IsolatedDocument(pool, file, info, limits).opened();
  }

  @Override
  public Optional<Opened> openIfIdle(Path file, EngineInfo info) {
    return pool.lendIfIdle()
        .map(child -> new IsolatedDocument(pool, file, info, limits).helping(child).opened());
  }

  /** Process ids of the children that there are now. */
  List<Long> children() {
    return pool.children().stream().map(child -> child.process().pid()).toList();
  }

  /** How many of them wait for work. */
  int idle() {
    return pool.idle();
  }

  /** The most memory that any child that there is now ever had resident, in bytes. */
  OptionalLong peakMemory() {
    return children().stream().map(ProcessMemory::peak).flatMapToLong(OptionalLong::stream).max();
  }

  /** Ends all children, at once: documents still open fail. */
  @Override
  public void close() {
    pool.close();
  }
}
