/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.worker.document;

import io.ocrstream.contracts.Artifact;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.Output;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Payload;
import io.ocrstream.contracts.Payload.PageQuality;
import io.ocrstream.contracts.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes a payload from pages. */
final class PayloadAssembly {
  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final double CONFIDENCE_UNIT = 1e4;
  private static final double SECONDS_UNIT = 1e3;

  private PayloadAssembly() {}

  /**
   * Returns the payload of a reading without its text and pages.
   *
   * @param artifacts the outputs that are files
   * @param seconds the time for fetching and reading
   * @param epochSecond the time at which it was done
   */
  static Payload figures(
      DocumentReading reading, List<Artifact> artifacts, double seconds, long epochSecond) {
    Sums sums = new Sums();
    reading.pages().forEach(sums::add);
    return new Payload(
        "",
        sums.confidence(),
        Math.round(seconds * SECONDS_UNIT) / SECONDS_UNIT,
        sums.allWords,
        epochSecond,
        sums.whole ? Payload.Status.COMPLETE : Payload.Status.PARTIAL,
        sums.worst,
        reading.info(),
        List.of(),
        sums.failed,
        artifacts,
        null);
  }

  /** Returns the pages with the requested layout, each made when the iterator reaches it. */
  static Iterable<Page> pages(DocumentReading reading) {
    OcrOptions options = reading.info().options();
    return () -> reading.pages().stream().map(page -> trimmed(page, options)).iterator();
  }

  /** Sums over pages. Threading: one thread. */
  private static final class Sums {
    private final List<Integer> failed = new ArrayList<>();
    private double confidence;
    private int weight;
    private int allWords;
    private boolean whole = true;
    private PageQuality worst = PageQuality.NONE;

    void add(Page page) {
      int words = words(page);
      allWords += words;
      Double mean = page.confidence();
      if (mean != null) {
        confidence += mean * words;
        weight += words;
      }
      // A page that was read may still be incomplete.
      whole &= page.isComplete();
      worst = worst.worst(PageQuality.of(page));
      if (page.status() == Page.Status.FAILED) {
        failed.add(page.number());
      }
    }

    /** Returns the mean confidence of the pages, weighted by words; null without words. */
    @Nullable Double confidence() {
      return weight == 0
          ? null
          : Math.round(confidence / weight * CONFIDENCE_UNIT) / CONFIDENCE_UNIT;
    }
  }

  private static int words(Page page) {
    List<Word> words = page.words();
    if (words != null) {
      return words.size();
    }
    String text = page.text().strip();
    return text.isEmpty() ? 0 : SPACE.split(text).length;
  }

  /**
   * Returns the page with only the requested layout, and with its boxes relative to the page too.
   */
  private static Page trimmed(Page page, OcrOptions options) {
    return page.with(
        page.text(),
        wanted(page.words(), options.wants(Output.WORDS), w -> w.on(page.width(), page.height())),
        wanted(page.lines(), options.wants(Output.LINES), l -> l.on(page.width(), page.height())),
        wanted(
            page.blocks(), options.wants(Output.BLOCKS), b -> b.on(page.width(), page.height())));
  }

  private static <T> @Nullable List<T> wanted(
      @Nullable List<T> all, boolean wanted, UnaryOperator<T> placed) {
    return all == null || !wanted ? null : all.stream().map(placed).toList();
  }
}
