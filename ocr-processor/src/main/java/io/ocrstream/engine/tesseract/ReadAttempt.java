/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.tesseract;

import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Treatment;
import io.ocrstream.engine.Confidence;
import io.ocrstream.engine.image.ConnectedComponents;
import io.ocrstream.engine.image.PixImage;
import io.ocrstream.engine.image.PixelRectangle;
import io.ocrstream.engine.preparation.DarkPanels;
import io.ocrstream.engine.preparation.PreprocessedPage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of one recognition.
 *
 * @param reading recognised text, boxes in pixels of the preprocessed image
 * @param letters connected components of the recognised image
 * @param prepared what preprocessing did
 */
record ReadAttempt(RecognisedText reading, ConnectedComponents letters, PreprocessedPage prepared) {
  /** Mean confidence below which all words are dropped, as noise or drawings read as letters. */
  static final double MIN_CONFIDENCE_WORDS = 0.3;

  /** Coverage of letters by words below which text was missed. */
  private static final double MIN_COVERAGE = 0.85;

  private static final int QUARTER = 90;

  /**
   * Returns the result of {@code scan}.
   *
   * @param image what was recognised
   */
  static ReadAttempt of(TesseractHandle.Scan scan, PreprocessedPage prepared, PixImage image) {
    RecognisedText reading = LoneLetters.repaired(TsvParser.parse(scan.table()), scan.ink());
    return new ReadAttempt(
        Bullets.corrected(reading, image), ConnectedComponents.of(scan.ink()), prepared);
  }

  /** Returns the result of a blank page. */
  static ReadAttempt blank(PreprocessedPage prepared) {
    return new ReadAttempt(TsvParser.parse(""), ConnectedComponents.NONE, prepared);
  }

  boolean isBlank() {
    return reading.trust() == null && letters.count() == 0;
  }

  /** Returns the result without its words where their confidence is too low. */
  ReadAttempt credible() {
    return reading.isBelow(MIN_CONFIDENCE_WORDS)
        ? new ReadAttempt(reading.emptied(), letters, prepared)
        : this;
  }

  /** Returns {@code other} if it is more trusted, and otherwise this result. */
  ReadAttempt orMoreTrusted(ReadAttempt other) {
    return other.reading.isBetterThan(reading) ? other : this;
  }

  /** Returns {@code other} if it has more text, and otherwise this result. */
  ReadAttempt orFuller(ReadAttempt other) {
    return other.reading.isFullerThan(reading) ? other : this;
  }

  /**
   * Returns {@code inverted}, the result with dark panels inverted, if it has more text and a
   * trusted word in a panel. Otherwise returns this result, which has missed the panels' letters.
   */
  ReadAttempt orWithPanels(ReadAttempt inverted, List<DarkPanels.Panel> panels) {
    boolean isRead =
        inverted.reading.words().stream()
            .filter(RecognisedText::isTrusted)
            .map(RecognisedText::box)
            .anyMatch(word -> panels.stream().anyMatch(panel -> panel.box().holdsMiddleOf(word)));
    if (isRead && inverted.reading.isFullerThan(reading)) {
      return inverted;
    }
    List<PixelRectangle> missed =
        panels.stream().flatMap(panel -> panel.letters().stream()).toList();
    return new ReadAttempt(reading, letters.with(missed), prepared);
  }

  @Nullable Double coverage() {
    return letters.coverage(reading.boxes());
  }

  @Nullable Double missedInk() {
    Double covered = coverage();
    return covered == null ? null : Confidence.rounded(1 - covered);
  }

  Page.@Nullable Incomplete incomplete() {
    boolean isUnread = letters.mayBeText() || !reading.isBelow(FewLetters.MIN_CONFIDENCE);
    return reading.words().isEmpty() && isUnread ? Page.Incomplete.UNREAD_INK : null;
  }

  boolean missedText() {
    Double coverage = coverage();
    return coverage != null && coverage < MIN_COVERAGE;
  }

  /**
   * Returns the result as a page.
   *
   * @param number from 1
   * @param width pixels of the page as it came
   * @param height pixels of the page as it came
   * @param attempts number of recognitions it took
   */
  Page page(int number, int width, int height, int attempts) {
    RecognisedText onPage = reading.on(prepared.frame());
    return new Page(
        number,
        width,
        height,
        prepared.quarters() * QUARTER,
        Page.Status.READ,
        Page.TextSource.OCR,
        onPage.confidence(),
        onPage.text(),
        new Treatment(prepared.skew(), prepared.steps(), attempts, coverage(), null),
        onPage.words(),
        onPage.linesOnPage(),
        onPage.blocksOnPage(),
        null,
        missedInk(),
        incomplete());
  }
}
