/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child;

import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Problem;
import io.ocrstream.engine.Engine;
import io.ocrstream.engine.PageCachePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A child that causes faults on demand. Faults are files in a folder that the child may write: a
 * file {@code <document's inode>.<page>.<fault>.<count>} is deleted, and then the fault happens at
 * that page, or at opening where the page is 0.
 */
public final class FaultyChild {
  static final Path PLANS = Path.of("target", "faults").toAbsolutePath();
  private static final String TRAILER = "\nfault of the document: ";
  private static final int MAX_TRAILER = 64;

  private FaultyChild() {}

  /** Runs the child. */
  public static void main(String[] arguments) {
    ChildMain.run((settings, engines) -> new FaultyEngine(engines.start()));
  }

  /** Plans {@code fault} to occur {@code times} times at {@code page} of {@code document}. */
  static void plan(Path document, int page, ChildFault fault, int times) throws IOException {
    Files.createDirectories(PLANS);
    for (int i = 0; i < times; i++) {
      Files.createFile(file(document, page, fault, i));
    }
  }

  /** Returns whether the first planned fault has not yet occurred. */
  static boolean isDue(Path document, int page, ChildFault fault) {
    try {
      return Files.exists(file(document, page, fault, 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The child knows the document under another name, so the inode identifies it. */
  private static Path file(Path document, int page, ChildFault fault, int i) throws IOException {
    Object inode = Files.getAttribute(document, "unix:ino");
    return PLANS.resolve("%s.%d.%s.%d".formatted(inode, page, fault, i));
  }

  /** Returns bytes that, appended to a document, cause {@code fault} whenever it is opened. */
  static byte[] trailer(ChildFault fault) {
    return (TRAILER + fault).getBytes(StandardCharsets.US_ASCII);
  }

  private static Optional<ChildFault> trailing(Path document) throws IOException {
    byte[] bytes = Files.readAllBytes(document);
    int from = Math.max(0, bytes.length - MAX_TRAILER);
    String end = new String(bytes, from, bytes.length - from, StandardCharsets.ISO_8859_1);
    int at = end.lastIndexOf(TRAILER);
    return at < 0
        ? Optional.empty()
        : Optional.of(ChildFault.valueOf(end.substring(at + TRAILER.length())));
  }

  private static void meet(Path document, int page) {
    try {
      if (page == 0) {
        trailing(document).ifPresent(ChildFault::happen);
      }
      for (ChildFault fault : ChildFault.values()) {
        for (int i = 0; i < 2; i++) {
          if (Files.deleteIfExists(file(document, page, fault, i))) {
            fault.happen();
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record FaultyEngine(Engine engine) implements Engine {
    @Override
    public Outcome<Document> open(Path file, EngineInfo info) {
      meet(file, 0);
      return engine.open(file, info).map(document -> new FaultyDocument(document, file));
    }

    @Override
    public Optional<Outcome<Document>> openIfIdle(Path file, EngineInfo info) {
      return engine.openIfIdle(file, info);
    }

    @Override
    public void close() {
      engine.close();
    }
  }

  private record FaultyDocument(Engine.Document document, Path file) implements Engine.Document {
    @Override
    public int pageCount() {
      return document.pageCount();
    }

    @Override
    public Outcome<Page> read(int number, Duration timeout, PageCachePort memory) {
      meet(file, number);
      return document.read(number, timeout, memory);
    }

    @Override
    public Optional<Problem> writeSearchable(List<Page> pages, Path target, Duration timeout) {
      return document.writeSearchable(pages, target, timeout);
    }

    @Override
    public Optional<Problem> draw(int number, long maxPixels, Path target, Duration timeout) {
      meet(file, number);
      return document.draw(number, maxPixels, target, timeout);
    }

    @Override
    public void close() {
      document.close();
    }
  }
}
