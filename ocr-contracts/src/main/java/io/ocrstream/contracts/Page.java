/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds one page of a {@link Payload}.
 *
 * @param number page number, from 1
 * @param width width in pixels, upright according to the document's metadata
 * @param height height in pixels, likewise
 * @param rotation clockwise degrees by which the page was rotated before reading: 0, 90, 180 or 270
 * @param status whether the page was read
 * @param source source of its text, or of most of it
 * @param confidence mean over words, 0 to 1; null if no word was read
 * @param text lines end with one line feed, paragraphs with two
 * @param treatment how the image was preprocessed and read; null if no engine read the page
 * @param words in reading order; null unless requested
 * @param lines in reading order; null unless requested
 * @param blocks in reading order; null unless requested
 * @param problem why the page or a part of it was not read; null if all of it was read
 * @param missedInk fraction of the page's letter-like ink outside the words, 0 to 1; null if there
 *     is no such ink, or no engine read the page
 * @param incomplete why text of a read page is missing; null if there is no sign of missing text
 */
public record Page(
    int number,
    int width,
    int height,
    int rotation,
    Status status,
    TextSource source,
    @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Double confidence,
    String text,
    @Nullable Treatment treatment,
    @Nullable List<Word> words,
    @Nullable List<Line> lines,
    @Nullable List<Block> blocks,
    @Nullable FailureCode problem,
    @Nullable Double missedInk,
    @Nullable Incomplete incomplete) {

  /**
   * Fraction of letter-like ink above which text is missing; smaller fractions are frames and
   * pictures.
   */
  public static final double MIN_NOTABLE_MISSED_INK = 0.15;

  /** Creates a page without measured ink. */
  public Page(
      int number,
      int width,
      int height,
      int rotation,
      Status status,
      TextSource source,
      @Nullable Double confidence,
      String text,
      @Nullable Treatment treatment,
      @Nullable List<Word> words,
      @Nullable List<Line> lines,
      @Nullable List<Block> blocks,
      @Nullable FailureCode problem) {
    this(
        number,
        width,
        height,
        rotation,
        status,
        source,
        confidence,
        text,
        treatment,
        words,
        lines,
        blocks,
        problem,
        null,
        null);
  }

  /** Returns a page that could not be read. */
  public static Page failed(int number, FailureCode problem) {
    return new Page(
        number, 0, 0, 0, Status.FAILED, TextSource.OCR, null, "", null, null, null, null, problem);
  }

  /** Returns this page with another number. */
  public Page withNumber(int number) {
    return copy(
        number, confidence, text, treatment, words, lines, blocks, problem, missedInk, incomplete);
  }

  /** Returns this page with another treatment. */
  public Page with(@Nullable Treatment treatment) {
    return copy(
        number, confidence, text, treatment, words, lines, blocks, problem, missedInk, incomplete);
  }

  /** Returns this page with another confidence. */
  public Page withConfidence(@Nullable Double confidence) {
    return copy(
        number, confidence, text, treatment, words, lines, blocks, problem, missedInk, incomplete);
  }

  /** Returns this page with a problem in a part of it. */
  public Page withProblem(FailureCode problem) {
    return copy(
        number, confidence, text, treatment, words, lines, blocks, problem, missedInk, incomplete);
  }

  /** Returns this page with the {@code languages} that the engine chose. */
  public Page withLanguages(List<String> languages) {
    Treatment known = treatment == null ? Treatment.NONE : treatment;
    return with(known.withLanguages(languages));
  }

  /** Returns this page with another text and only the given layout. */
  public Page with(
      String text,
      @Nullable List<Word> words,
      @Nullable List<Line> lines,
      @Nullable List<Block> blocks) {
    return copy(
        number, confidence, text, treatment, words, lines, blocks, problem, missedInk, incomplete);
  }

  /** Returns this page with a fraction of unread ink and its consequence. */
  public Page withMissedInk(@Nullable Double missedInk, @Nullable Incomplete incomplete) {
    return copy(
        number, confidence, text, treatment, words, lines, blocks, problem, missedInk, incomplete);
  }

  /* What stays is what the page's image says: its size, rotation, status and source. */
  private Page copy(
      int number,
      @Nullable Double confidence,
      String text,
      @Nullable Treatment treatment,
      @Nullable List<Word> words,
      @Nullable List<Line> lines,
      @Nullable List<Block> blocks,
      @Nullable FailureCode problem,
      @Nullable Double missedInk,
      @Nullable Incomplete incomplete) {
    return new Page(
        number,
        width,
        height,
        rotation,
        status,
        source,
        confidence,
        text,
        treatment,
        words,
        lines,
        blocks,
        problem,
        missedInk,
        incomplete);
  }

  /** Returns whether so much ink is unread that text is missing. */
  public boolean hasMissedInk() {
    return missedInk != null && missedInk >= MIN_NOTABLE_MISSED_INK;
  }

  /** Returns whether the page was read and shows no sign of missing text. */
  public boolean isComplete() {
    return status == Status.READ && problem == null && incomplete == null;
  }

  /** Tells whether a page was read. */
  public enum Status implements Json.Named {
    /** The page was read. */
    READ,
    /** The page was not read; see its problem. */
    FAILED;
  }

  /** Lists the sources of a page's text. */
  public enum TextSource implements Json.Named {
    /**
     * The engine read the page's image. Words of a sound text layer replace what was read there.
     */
    OCR,
    /** The document contained the text; the engine read only the page's pictures. */
    TEXT_LAYER;
  }

  /** Lists why text of a read page is missing. */
  public enum Incomplete implements Json.Named {
    /** The page has letter-like ink, but no word was read. */
    UNREAD_INK;
  }
}
