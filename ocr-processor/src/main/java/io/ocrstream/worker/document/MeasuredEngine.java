/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.worker.document;

import io.micrometer.core.instrument.Timer;
import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Problem;
import io.ocrstream.contracts.Treatment;
import io.ocrstream.engine.Engine;
import io.ocrstream.engine.PageCachePort;
import io.ocrstream.metrics.Meters;
import io.ocrstream.metrics.ReadingMetrics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An engine that times documents and pages, and counts the attempts, preparation steps and missed
 * ink of pages.
 *
 * <p><b>Threading:</b> as the measured engine.
 */
public final class MeasuredEngine implements Engine {
  private final Engine engine;
  private final Meters meters;

  /** Wraps {@code engine}, which is closed with this object. */
  public MeasuredEngine(Engine engine, Meters meters) {
    this.engine = engine;
    this.meters = meters;
  }

  @Override
  public Outcome<Document> open(Path file, EngineInfo info) {
    Timer.Sample sample = meters.start();
    return engine.open(file, info).map(document -> new Measured(document, sample));
  }

  /** Opens the document for a further reader: its pages are timed, but it is not counted again. */
  @Override
  public Optional<Outcome<Document>> openIfIdle(Path file, EngineInfo info) {
    return engine
        .openIfIdle(file, info)
        .map(opened -> opened.map(document -> new Measured(document, null)));
  }

  @Override
  public void close() {
    engine.close();
  }

  private final class Measured implements Document {
    private final Document document;
    private final Timer.@Nullable Sample sample;

    Measured(Document document, Timer.@Nullable Sample sample) {
      this.document = document;
      this.sample = sample;
    }

    @Override
    public int pageCount() {
      return document.pageCount();
    }

    @Override
    public Outcome<Page> read(int number, Duration timeout, PageCachePort memory) {
      Timer.Sample page = meters.start();
      Outcome<Page> outcome = document.read(number, timeout, memory);
      String source =
          outcome.fold(
              read -> {
                count(read.treatment());
                countMissedInk(read);
                return source(read);
              },
              problem -> "failed");
      var unused = page.stop(meters.timer(ReadingMetrics.PAGES, source));
      return outcome;
    }

    private static String source(Page page) {
      return page.status() == Page.Status.FAILED ? "failed" : page.source().jsonName();
    }

    private void count(@Nullable Treatment treatment) {
      if (treatment != null) {
        meters.counter(ReadingMetrics.PAGE_ATTEMPTS).increment(treatment.attempts());
        treatment
            .preparation()
            .forEach(
                step ->
                    meters.counter(ReadingMetrics.PAGE_PREPARATIONS, step.jsonName()).increment());
      }
    }

    private void countMissedInk(Page page) {
      if (page.incomplete() == Page.Incomplete.UNREAD_INK) {
        meters.counter(ReadingMetrics.PAGE_MISSED_INK, "all").increment();
      } else if (page.hasMissedInk()) {
        meters.counter(ReadingMetrics.PAGE_MISSED_INK, "some").increment();
      }
    }

    @Override
    public Optional<Problem> writeSearchable(List<Page> pages, Path target, Duration timeout) {
      return document.writeSearchable(pages, target, timeout);
    }

    @Override
    public Optional<Problem> draw(int number, long maxPixels, Path target, Duration timeout) {
      return document.draw(number, maxPixels, target, timeout);
    }

    @Override
    public void close() {
      if (sample != null) {
        var unused = sample.stop(meters.timer(ReadingMetrics.DOCUMENTS));
      }
      document.close();
    }
  }
}
