/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.worker;

import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.Output;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Payload;
import io.ocrstream.contracts.Word;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes a payload of pages. */
final class PayloadAssembly {
  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final double CONFIDENCE_UNIT = 1e4;
  private static final double SECONDS_UNIT = 1e3;

  private PayloadAssembly() {}

  /**
   * The payload of a reading.
   *
   * @param seconds that fetching and reading took
   * @param epochSecond when it was done
   */
  static Payload of(DocumentReader.Done reading, double seconds, long epochSecond) {
    List<Page> pages = reading.pages();
    boolean complete = pages.stream().allMatch(p -> p.status() == Page.Status.READ);
    return new Payload(
        pages.stream().map(Page::text).collect(Collectors.joining(Payload.PAGE_BREAK)),
        confidence(pages),
        Math.round(seconds * SECONDS_UNIT) / SECONDS_UNIT,
        pages.stream().mapToInt(PayloadAssembly::words).sum(),
        epochSecond,
        complete ? Payload.Status.COMPLETE : Payload.Status.PARTIAL,
        reading.info(),
        pages.stream().map(page -> trimmed(page, reading.info().options())).toList(),
        pages.stream().filter(p -> p.status() == Page.Status.FAILED).map(Page::number).toList(),
        List.of(),
        null);
  }

  /** Mean of the pages' confidences, each weighing as much as it has words. */
  private static @Nullable Double confidence(List<Page> pages) {
    double sum = 0;
    int words = 0;
    for (Page page : pages) {
      Double confidence = page.confidence();
      if (confidence != null) {
        int weight = words(page);
        sum += confidence * weight;
        words += weight;
      }
    }
    return words == 0 ? null : Math.round(sum / words * CONFIDENCE_UNIT) / CONFIDENCE_UNIT;
  }

  private static int words(Page page) {
    List<Word> words = page.words();
    if (words != null) {
      return words.size();
    }
    String text = page.text().strip();
    return text.isEmpty() ? 0 : SPACE.split(text).length;
  }

  /** Of the page's layout, what was asked for, with its boxes as parts of the page too. */
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
