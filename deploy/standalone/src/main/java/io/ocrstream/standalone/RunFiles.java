/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone;

import io.ocrstream.client.FileHash;
import io.ocrstream.client.OcrPublisher;
import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.contracts.EventOptions;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.KafkaNames;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Output;
import io.ocrstream.contracts.Payload;
import io.ocrstream.contracts.Problem;
import io.ocrstream.contracts.Result;
import io.ocrstream.contracts.UploadEvent;
import io.ocrstream.engine.Engine;
import io.ocrstream.ops.web.LocalFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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

/**
 * Gives the web page access to this machine's documents: shows files that were read, and accepts
 * uploads.
 *
 * <p>This process decodes nothing: images that browsers display are sent as they are, and the
 * engine renders pages of other files in a child process.
 *
 * <p><b>Threading:</b> any. <b>Bounds:</b> files up to the limit of documents.
 */
final class RunFiles implements LocalFiles, AutoCloseable {
  private static final int COPY_BYTES = 64 << 10;

  /** The page displays word boxes. */
  private static final EventOptions WORDS =
      EventOptions.DEFAULTS.withOutputs(List.of(Output.TEXT, Output.WORDS));

  /** Timeout of rendering a page; less than the server's timeout of an answer. */
  private static final Duration DRAWING = Duration.ofSeconds(20);

  private final Places places;
  private final Engine engine;
  private final OcrPublisher publisher;

  /**
   * Holds the folders of files.
   *
   * @param roots files below these folders may be shown if they were read
   * @param uploads folder for uploads, one of the roots
   * @param maxBytes maximum size of a file
   */
  record Places(List<Path> roots, Path uploads, long maxBytes) {
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
    this.publisher = new OcrPublisher(KafkaNames.PLAIN, clients);
  }

  @Override
  public long maxUploadBytes() {
    return places.maxBytes();
  }

  @Override
  public Shown picture(Result result, int page) throws IOException, InterruptedException {
    Optional<Path> file = file(result.uri());
    if (file.isEmpty()) {
      return new Refused(Why.MISSING, "The document's file is not on this machine");
    }
    if (!FileHash.of(file.get()).equals(result.contentHash())) {
      return new Refused(Why.CHANGED, "The file has changed since it was read");
    }
    Optional<String> type = BrowserImages.typeOf(file.get());
    return type.isPresent() && page == 1
        ? new Picture(type.get(), Files.size(file.get()), Files.newInputStream(file.get()))
        : drawn(file.get(), result, page);
  }

  /** Renders the page if the engine is idle; reading documents has priority. */
  private Shown drawn(Path file, Result result, int page) throws IOException {
    EngineInfo info = Json.readOwn(result.result().utf8(), Payload.class).engine();
    Optional<Outcome<Engine.Document>> opened = engine.openIfIdle(file, info);
    if (opened.isEmpty()) {
      return new Refused(
          Why.BUSY, "All slots are reading documents; the image follows when one is free");
    }
    Path target = places.uploads().resolve("page-" + UUID.randomUUID() + ".png");
    Optional<Problem> problem =
        opened.get().fold(document -> draw(document, page, target), Optional::of);
    return problem.isPresent()
        ? new Refused(Why.UNSUITABLE, problem.get().message())
        : new Picture(
            "image/png",
            Files.size(target),
            Files.newInputStream(target, StandardOpenOption.DELETE_ON_CLOSE));
  }

  private static Optional<Problem> draw(Engine.Document document, int page, Path target) {
    try (document) {
      return document.draw(page, target, DRAWING);
    }
  }

  /** Returns the real path of the file if it may be shown. */
  private Optional<Path> file(String uri) throws IOException {
    try {
      Path file = Path.of(URI.create(uri)).toRealPath();
      boolean shown = places.roots().stream().anyMatch(file::startsWith);
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
    // The file gets a random name, because the user's name may contain anything.
    Path file = places.uploads().resolve(UUID.randomUUID().toString());
    boolean kept = false;
    try {
      kept = copy(body, file);
      if (!kept) {
        return new Refused(Why.TOO_LARGE, "The file is larger than the limit of bytes");
      }
      OcrPublisher.await(
          publisher.publish(
              UploadEvent.of("page-" + UUID.randomUUID(), name, file.toUri().toString())
                  .withContentHash(FileHash.of(file))
                  .withOptions(WORDS)));
      return new Accepted(name);
    } finally {
      if (!kept) {
        Files.deleteIfExists(file);
      }
    }
  }

  /* Returns false if the file is too large. */
  private boolean copy(InputStream body, Path file) throws IOException {
    byte[] buffer = new byte[COPY_BYTES];
    long length = 0;
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
        length += n;
        if (length > places.maxBytes()) {
          return false;
        }
        out.write(buffer, 0, n);
      }
    }
    return true;
  }

  @Override
  public void close() {
    publisher.close();
  }
}
