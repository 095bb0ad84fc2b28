/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone;

import io.ocrstream.client.FileHash;
import io.ocrstream.contracts.Artifact;
import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Payload;
import io.ocrstream.contracts.Problem;
import io.ocrstream.contracts.Result;
import io.ocrstream.contracts.StoredObject;
import io.ocrstream.engine.Engine;
import io.ocrstream.ops.web.LocalFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Gives the web page access to this machine's documents: shows files that were read, and accepts
 * uploads.
 *
 * <p>This process decodes nothing: images that browsers display are sent as they are, and the
 * engine renders pages of other files in a child process.
 *
 * <p><b>Threading:</b> any; one thread publishes and one renders a thumbnail at a time.
 * <b>Bounds:</b> files up to the limit of documents, {@link #MAX_THUMBNAILS}, and the names of
 * {@link UploadedFiles#MAX_NAMES} uploads.
 */
final class RunFiles implements LocalFiles, AutoCloseable {
  /** Maximum number of thumbnails in memory; the one used longest ago is removed first. */
  static final int MAX_THUMBNAILS = 200;

  /** Maximum pixels of a thumbnail, and with four bytes each the maximum of its memory. */
  static final int MAX_THUMBNAIL_PIXELS = 30_000;

  /** Maximum pixels of a page's image; the engine's limit is lower. */
  private static final long WHOLE = Long.MAX_VALUE;

  /** Timeout of rendering a page; less than the server's timeout of an answer. */
  private static final Duration DRAWING = Duration.ofSeconds(20);

  private final Places places;
  private final Engine engine;
  private final UploadedFiles uploads;
  private final Map<ContentHash, byte[]> thumbnails = UploadedFiles.recent(MAX_THUMBNAILS);
  private final Lock drawing = new ReentrantLock();

  /**
   * Holds the folders of files.
   *
   * @param roots files below these folders may be shown if they were read
   * @param uploads folder for uploads, one of the roots
   * @param outputs folder of the outputs that may be downloaded
   * @param maxBytes maximum size of a file
   */
  record Places(List<Path> roots, Path uploads, Path outputs, long maxBytes) {
    Places {
      roots = List.copyOf(roots);
    }
  }

  /**
   * Accepts files for the pipeline; the folder must exist.
   *
   * @param engine renders pages; the caller closes it
   * @param clients client configuration of the pipeline's broker
   */
  RunFiles(Places places, Engine engine, Map<String, Object> clients) {
    this.places = places;
    this.engine = engine;
    this.uploads = new UploadedFiles(places, clients);
  }

  /** Returns the name of the document at {@code uri}, as the page shows it. */
  String name(String uri) {
    return uploads.name(uri);
  }

  @Override
  public long maxUploadBytes() {
    return places.maxBytes();
  }

  @Override
  public Shown picture(Result result, int page) throws IOException, InterruptedException {
    Optional<Path> file = file(result.uri(), places.roots());
    Optional<Refused> refused = refused(file, result.contentHash());
    if (refused.isPresent()) {
      return refused.get();
    }
    Path found = file.orElseThrow();
    Optional<String> type = BrowserImages.typeOf(found);
    return type.isPresent() && page == 1
        ? new Picture(type.get(), Files.size(found), Files.newInputStream(found))
        : drawn(found, result, page, WHOLE);
  }

  private static Optional<Refused> refused(Optional<Path> file, ContentHash expected)
      throws IOException {
    if (file.isEmpty()) {
      return Optional.of(new Refused(Why.MISSING, "The file is not on this machine"));
    }
    return FileHash.of(file.get()).equals(expected)
        ? Optional.empty()
        : Optional.of(new Refused(Why.CHANGED, "The file has changed since it was read"));
  }

  @Override
  public Shown thumbnail(Result result) throws IOException {
    byte[] kept = thumbnails.get(result.contentHash());
    if (kept != null) {
      return png(kept);
    }
    if (!drawing.tryLock()) {
      return busy();
    }
    try {
      return drawnSmall(result);
    } finally {
      drawing.unlock();
    }
  }

  private Shown drawnSmall(Result result) throws IOException {
    Optional<Path> file = file(result.uri(), places.roots());
    Optional<Refused> refused = refused(file, result.contentHash());
    if (refused.isPresent()) {
      return refused.get();
    }
    List<Page> pages = payload(result).pages();
    int first = pages.isEmpty() ? 1 : pages.get(0).number();
    Shown shown = drawn(file.orElseThrow(), result, first, MAX_THUMBNAIL_PIXELS);
    if (!(shown instanceof Picture picture)) {
      return shown;
    }
    try (InputStream bytes = picture.bytes()) {
      byte[] png = bytes.readAllBytes();
      thumbnails.put(result.contentHash(), png);
      return png(png);
    }
  }

  private static Picture png(byte[] bytes) {
    return new Picture("image/png", bytes.length, new ByteArrayInputStream(bytes));
  }

  @Override
  public Shown output(Result result, int index) throws IOException {
    List<Artifact> artifacts = payload(result).artifacts();
    StoredObject object = index < artifacts.size() ? artifacts.get(index).object() : null;
    if (object == null) {
      return new Refused(Why.MISSING, "The result has no such file");
    }
    Optional<Path> file = file(object.uri(), List.of(places.outputs()));
    Optional<Refused> refused = refused(file, object.hash());
    if (refused.isPresent()) {
      return refused.get();
    }
    Path found = file.orElseThrow();
    // No type that a browser would show: hOCR is HTML with text of the document.
    return new Picture("application/octet-stream", Files.size(found), Files.newInputStream(found));
  }

  private static Payload payload(Result result) {
    return Json.readOwn(result.result().utf8(), Payload.class);
  }

  private static Refused busy() {
    return new Refused(
        Why.BUSY, "All slots are reading documents; the image follows when one is free");
  }

  /** Renders the page if the engine is idle; reading documents has priority. */
  private Shown drawn(Path file, Result result, int page, long maxPixels) throws IOException {
    EngineInfo info = payload(result).engine();
    Optional<Outcome<Engine.Document>> opened = engine.openIfIdle(file, info);
    if (opened.isEmpty()) {
      return busy();
    }
    Path target = places.uploads().resolve("page-" + UUID.randomUUID() + ".png");
    Optional<Problem> problem =
        opened.get().fold(document -> draw(document, page, maxPixels, target), Optional::of);
    return problem.isPresent()
        ? new Refused(Why.UNSUITABLE, problem.get().message())
        : new Picture(
            "image/png",
            Files.size(target),
            Files.newInputStream(target, StandardOpenOption.DELETE_ON_CLOSE));
  }

  private static Optional<Problem> draw(
      Engine.Document document, int page, long maxPixels, Path target) {
    try (document) {
      return document.draw(page, maxPixels, target, DRAWING);
    }
  }

  /** Returns the real path of the file if it is below one of the folders. */
  private Optional<Path> file(String uri, List<Path> folders) throws IOException {
    try {
      Path file = Path.of(URI.create(uri)).toRealPath();
      boolean shown = folders.stream().anyMatch(file::startsWith);
      return shown && Files.isRegularFile(file) && Files.size(file) <= places.maxBytes()
          ? Optional.of(file)
          : Optional.empty();
    } catch (NoSuchFileException | IllegalArgumentException | FileSystemNotFoundException e) {
      // The URI is of another machine, or the file is gone.
      return Optional.empty();
    }
  }

  @Override
  public Sent send(String name, InputStream body) throws IOException, InterruptedException {
    return uploads.send(name, body);
  }

  @Override
  public void close() {
    uploads.close();
  }
}
