/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.chaos;

import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Problem;
import io.ocrstream.engine.Engine;
import io.ocrstream.engine.PageCachePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Reads {@link InstantDocuments}, a millisecond each, so that a run can have many events.
 *
 * <p><b>Threading:</b> any.
 */
final class InstantEngine implements Engine {
  private static final Duration READING_TIME = Duration.ofMillis(1);
  private static final int SIDE = 100;

  @Override
  public Outcome<Document> open(Path file, EngineInfo info) {
    try {
      return InstantDocuments.read(Files.readAllBytes(file))
          .<Outcome<Document>>map(text -> Outcome.of(new OnePage(text)))
          .orElseGet(
              () -> Outcome.failed(Problem.of(FailureCode.CORRUPT, "The document is damaged")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Optional<Outcome<Document>> openIfIdle(Path file, EngineInfo info) {
    return Optional.empty();
  }

  @Override
  public void close() {
    // It holds nothing.
  }

  /** A document of one page. */
  private record OnePage(String text) implements Document {
    @Override
    public int pageCount() {
      return 1;
    }

    @Override
    public Outcome<Page> read(int number, Duration timeout, PageCachePort memory) {
      LockSupport.parkNanos(READING_TIME.toNanos());
      return Outcome.of(
          new Page(
              number,
              SIDE,
              SIDE,
              0,
              Page.Status.READ,
              Page.TextSource.OCR,
              1.0,
              text,
              null,
              List.of(),
              null,
              null,
              null));
    }

    @Override
    public Optional<Problem> writeSearchable(List<Page> pages, Path target, Duration timeout) {
      return Optional.of(unsupported());
    }

    @Override
    public Optional<Problem> draw(int number, long maxPixels, Path target, Duration timeout) {
      return Optional.of(unsupported());
    }

    private static Problem unsupported() {
      return Problem.of(FailureCode.UNSUPPORTED_OPTION, "This engine only reads text");
    }

    @Override
    public void close() {
      // It holds nothing.
    }
  }
}
