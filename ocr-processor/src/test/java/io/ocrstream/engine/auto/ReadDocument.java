/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.auto;

import static java.util.Objects.requireNonNull;

import io.ocrstream.contracts.EngineName;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Payload.PageQuality;
import io.ocrstream.engine.TextScore;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A document with known text, and the readings of each engine.
 *
 * <p><b>Threading:</b> one thread.
 */
final class ReadDocument {
  private final Readings.Named named;
  private final boolean isSpelled;
  private final Map<EngineName, List<Readings.Timed>> pages;
  private final Map<EngineName, List<ReadingFit.Judged>> judged = new HashMap<>();
  private final Map<String, TextScore> scores = new HashMap<>();

  // These hold for the curves of one model: comparing curves for each use would be slow.
  private ReadingModel.@Nullable Curve known;
  private final Map<List<Kept>, TextScore> chosen = new HashMap<>();
  private final Map<Kept, Page> joined = new HashMap<>();
  private final Map<EngineName, List<Double>> promises = new EnumMap<>(EngineName.class);

  /**
   * Creates an instance.
   *
   * @param isSpelled whether the second engine can spell its language
   */
  ReadDocument(
      Readings.Named named, boolean isSpelled, Map<EngineName, List<Readings.Timed>> pages) {
    this.named = named;
    this.isSpelled = isSpelled;
    this.pages = pages;
  }

  String kind() {
    return named.kind();
  }

  String stem() {
    return named.stem();
  }

  /**
   * Returns the second reading that {@code auto} makes: the engine's own, or the line-by-line one.
   */
  EngineName second() {
    return isSpelled ? EngineName.ONNX : EngineName.AUTO;
  }

  /** Returns the words of {@code engine}; empty if it cannot spell the language. */
  List<ReadingFit.Judged> judged(EngineName engine) {
    return judged.computeIfAbsent(
        engine,
        name ->
            name == EngineName.ONNX && !isSpelled
                ? List.of() // Its words lack their accents.
                : ReadingFit.judged(pages(name), named.truth()));
  }

  /** Returns the score of one engine. */
  TextScore score(EngineName engine) {
    return TextScore.of(
        pages(engine).stream().map(Page::text).collect(Collectors.joining("\f")), named.truth());
  }

  /** Returns the score if {@code model} chooses the reading of each page. */
  TextScore chosen(ReadingModel model) {
    turnTo(model);
    List<Kept> kept =
        IntStream.range(0, timed(EngineName.TESSERACT).size())
            .mapToObj(page -> kept(model, page))
            .toList();
    return chosen.computeIfAbsent(kept, parts -> score(model, parts));
  }

  private TextScore score(ReadingModel model, List<Kept> kept) {
    String text =
        kept.stream().map(part -> page(model, part).text()).collect(Collectors.joining("\f"));
    return scores.computeIfAbsent(text, read -> TextScore.of(read, named.truth()));
  }

  /* Each fit has curves of its own. */
  @SuppressWarnings("ReferenceEquality")
  private void turnTo(ReadingModel model) {
    if (known != model.tesseract()) {
      known = model.tesseract();
      promises.clear();
      joined.clear();
      chosen.clear();
    }
  }

  /** Returns the processor time if {@code model} decides about second readings. */
  double seconds(ReadingModel model) {
    double seconds = seconds(EngineName.TESSERACT);
    List<Readings.Timed> second = timed(second());
    for (int page = 0; page < second.size(); page++) {
      seconds += asks(model, page) ? second.get(page).seconds() : 0;
    }
    return seconds;
  }

  /**
   * Returns the worst figures of the pages as {@code model} chooses them. Of pages that the second
   * engine read, unread ink is not known here, because readings are kept without their images.
   */
  PageQuality worst(ReadingModel model) {
    PageQuality worst = PageQuality.NONE;
    for (int page = 0; page < pages(EngineName.TESSERACT).size(); page++) {
      worst = worst.worst(quality(model, page));
    }
    return worst;
  }

  private PageQuality quality(ReadingModel model, int page) {
    Page first = pages(EngineName.TESSERACT).get(page);
    boolean isReadTwice = asks(model, page);
    PageQuality kept = PageQuality.of(page(model, kept(model, page)));
    return new PageQuality(
        kept.confidence(),
        kept.missedInk(),
        isReadTwice ? Agreement.of(first, pages(second()).get(page)) : null,
        kept.unreadable());
  }

  /** Returns the processor time of one engine. */
  double seconds(EngineName engine) {
    return timed(engine).stream().mapToDouble(Readings.Timed::seconds).sum();
  }

  private boolean asks(ReadingModel model, int page) {
    Page first = timed(EngineName.TESSERACT).get(page).page();
    return model.isInDoubt(first, promise(model, EngineName.TESSERACT, page), second());
  }

  private boolean prefersSecond(ReadingModel model, int page) {
    return model.prefersSecond(
        timed(EngineName.TESSERACT).get(page).page(),
        promise(model, EngineName.TESSERACT, page),
        second(),
        timed(second()).get(page).page(),
        promise(model, second(), page));
  }

  /** This is slow, and does not depend on thresholds, so its result is kept. */
  private double promise(ReadingModel model, EngineName engine, int page) {
    turnTo(model);
    return promises
        .computeIfAbsent(
            engine, key -> pages(key).stream().map(each -> model.promise(key, each)).toList())
        .get(page);
  }

  private List<Page> pages(EngineName engine) {
    return timed(engine).stream().map(Readings.Timed::page).toList();
  }

  private List<Readings.Timed> timed(EngineName engine) {
    return requireNonNull(pages.get(engine));
  }

  /**
   * All that decides about the result for a page.
   *
   * @param engine the engine whose reading is kept
   * @param minWordGain the model's minimum gain of a word; {@link ReadingFit#NO_WORDS} if the page
   *     was read once
   */
  private record Kept(int page, EngineName engine, double minWordGain) {}

  private Kept kept(ReadingModel model, int page) {
    boolean isReadTwice = asks(model, page);
    boolean isSecond = isReadTwice && prefersSecond(model, page);
    return new Kept(
        page,
        isSecond ? second() : EngineName.TESSERACT,
        isReadTwice ? model.minWordGain() : ReadingFit.NO_WORDS);
  }

  private Page page(ReadingModel model, Kept kept) {
    return joined.computeIfAbsent(
        kept,
        key -> {
          EngineName other = key.engine() == EngineName.TESSERACT ? second() : EngineName.TESSERACT;
          Page page = pages(key.engine()).get(key.page());
          return BrokenWords.joined(
              key.minWordGain() >= ReadingFit.NO_WORDS
                  ? model.calibrated(key.engine(), page)
                  : model.joined(key.engine(), page, other, pages(other).get(key.page())));
        });
  }
}
