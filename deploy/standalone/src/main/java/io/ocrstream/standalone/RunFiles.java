/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone;

import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.contracts.EventOptions;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.KafkaNames;
import io.ocrstream.contracts.Output;
import io.ocrstream.contracts.Payload;
import io.ocrstream.contracts.Problem;
import io.ocrstream.contracts.Result;
import io.ocrstream.engine.Engine;
import io.ocrstream.ops.web.LocalFiles;
import io.ocrstream.submit.EventPublisher;
import io.ocrstream.submit.Input;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The documents of this machine for the web page: shows files that were read, and takes others.
 *
 * <p>Nothing is decoded here: images that browsers show are handed over as they are, and pages of
 * other files are drawn by the engine, in a child process.
 *
 * <p><b>Threading:</b> any; publishing is one at a time. <b>Bounds:</b> a file as large as any that
 * is read.
 */
final class RunFiles implements LocalFiles, AutoCloseable {
  private static final int COPY_BYTES = 64 << 10;

  /** Longest that drawing may take; less than the server takes for an answer. */
  private static final Duration DRAWING = Duration.ofSeconds(20);

  private final Places places;
  private final Engine engine;
  private final EventPublisher publisher;

  /**
   * What may be shown and where it is put.
   *
   * @param roots files in and below these folders are shown, if they were read
   * @param uploads one of them, where files are put that users send
   * @param maxBytes of a file
   */
  record Places(List<Path> roots, Path uploads, long maxBytes) {
    Places {
      roots = List.copyOf(roots);
    }
  }

  /**
   * Takes files for the pipeline; the folder must exist.
   *
   * @param engine draws pages; its owner closes it
   * @param clients how any client reaches the pipeline's broker
   */
  RunFiles(Places places, Engine engine, Map<String, Object> clients) {
    this.places = places;
    this.engine = engine;
    EventOptions words = EventOptions.DEFAULTS.withOutputs(List.of(Output.TEXT, Output.WORDS));
    this.publisher = new EventPublisher(KafkaNames.PLAIN, clients, words, true);
  }

  @Override
  public long maxUploadBytes() {
    return places.maxBytes();
  }

  @Override
  public Shown picture(Result result, int page) throws IOException, InterruptedException {
    Optional<Path> file = file(result.uri());
    if (file.isEmpty()) {
      return new Refused(Why.MISSING, "The document's file is not here.");
    }
    if (!hash(file.get()).equals(result.contentHash())) {
      return new Refused(Why.CHANGED, "The file has changed since it was read.");
    }
    Optional<String> type = BrowserImages.typeOf(file.get());
    return type.isPresent() && page == 1
        ? new Picture(type.get(), Files.size(file.get()), Files.newInputStream(file.get()))
        : drawn(file.get(), result, page);
  }

  /** Drawn by the engine, where it is idle: reading goes first. */
  private Shown drawn(Path file, Result result, int page) throws IOException {
    EngineInfo info = Json.readOwn(result.result().utf8(), Payload.class).engine();
    Optional<Engine.Opened> opened = engine.openIfIdle(file, info);
    if (opened.isEmpty()) {
      return new Refused(Why.BUSY, "Every slot is reading; pictures are drawn when one is free.");
    }
    Path target = places.uploads().resolve("page-" + UUID.randomUUID() + ".png");
    Optional<Problem> problem =
        opened
            .get()
            .fold(
                document -> draw(document, page, target),
                refused -> Optional.of(refused.problem()));
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

  /** Where it really is, if that is a place that may be shown. */
  private Optional<Path> file(String uri) throws IOException {
    try {
      Path file = Path.of(URI.create(uri)).toRealPath();
      boolean shown = places.roots().stream().anyMatch(file::startsWith);
      return shown && Files.isRegularFile(file) && Files.size(file) <= places.maxBytes()
          ? Optional.of(file)
          : Optional.empty();
    } catch (NoSuchFileException | IllegalArgumentException | FileSystemNotFoundException e) {
      // Not of this machine, or gone.
      return Optional.empty();
    }
  }

  private static ContentHash hash(Path file) throws IOException {
    try (InputStream bytes = Files.newInputStream(file);
        DigestInputStream digesting = new DigestInputStream(bytes, ContentHash.newDigest())) {
      digesting.transferTo(OutputStream.nullOutputStream());
      return ContentHash.of(digesting.getMessageDigest().digest());
    }
  }

  @Override
  public Sent send(String name, InputStream body) throws IOException, InterruptedException {
    // Not by the user's name: that is for people, and may be anything.
    Path file = places.uploads().resolve(UUID.randomUUID().toString());
    boolean kept = false;
    try {
      kept = copy(body, file);
      if (!kept) {
        return new Refused(Why.TOO_LARGE, "The file is larger than any that is read.");
      }
      Input input = new Input(name, file.toUri().toString(), file, name);
      publish(input);
      return new Accepted(name);
    } finally {
      if (!kept) {
        Files.deleteIfExists(file);
      }
    }
  }

  private synchronized void publish(Input input) throws IOException, InterruptedException {
    EventPublisher.await(
        publisher.publish("page-" + UUID.randomUUID(), input, publisher.hash(input)));
  }

  /* False if it is too large. */
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
