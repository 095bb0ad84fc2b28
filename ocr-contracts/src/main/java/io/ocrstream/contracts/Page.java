/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One page of a {@link Payload}.
 *
 * @param number from 1
 * @param width pixels, upright as the document's metadata says
 * @param height pixels, likewise
 * @param rotation degrees clockwise by which the page was turned before it was read: 0, 90, 180,
 *     270
 * @param status whether it was read
 * @param source where its text comes from, or most of it
 * @param confidence 0 to 1, mean over words; null when no word was read
 * @param text lines end in a line feed, paragraphs in two
 * @param treatment how it was brought to be read; null where no engine read it
 * @param words in reading order; null unless asked for
 * @param lines in reading order; null unless asked for
 * @param blocks in reading order; null unless asked for
 * @param problem why it, or a part of it, was not read; null if all of it was
 * @param missedInk 0 to 1, part of the page's letter-like ink that lies outside the words read;
 *     null where there is no such ink, or where no engine read the page
 * @param incomplete why a page that was read lacks some of its text; null where nothing shows that
 *     it does
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
   * Part of the letter-like ink, 0 to 1, from which text is missing; less are frames and pictures.
   */
  public static final double MIN_NOTABLE_MISSED_INK = 0.15;

  /** A page whose ink was not measured. */
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

  /** A page that could not be read. */
  public static Page failed(int number, FailureCode problem) {
    return new Page(
        number, 0, 0, 0, Status.FAILED, TextSource.OCR, null, "", null, null, null, null, problem);
  }

  /** The same as another page of a document. */
  public Page withNumber(int number) {
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

  /** The same, brought to be read in a certain way. */
  public Page with(@Nullable Treatment treatment) {
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

  /** The same with another confidence. */
  public Page withConfidence(@Nullable Double confidence) {
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

  /** The same, of which a part could not be read. */
  public Page withProblem(FailureCode problem) {
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

  /** The same, read with the models of {@code languages}, which the engine chose. */
  public Page withLanguages(List<String> languages) {
    Treatment known = treatment == null ? Treatment.NONE : treatment;
    return new Page(
        number,
        width,
        height,
        rotation,
        status,
        source,
        confidence,
        text,
        known.withLanguages(languages),
        words,
        lines,
        blocks,
        problem,
        missedInk,
        incomplete);
  }

  /** The same with another text, and of its layout only what is given. */
  public Page with(
      String text,
      @Nullable List<Word> words,
      @Nullable List<Line> lines,
      @Nullable List<Block> blocks) {
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

  /** The same, of whose ink so much was not read, and which lacks text for it or for nothing. */
  public Page withMissedInk(@Nullable Double missedInk, @Nullable Incomplete incomplete) {
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

  /** Whether so much of its ink was not read that text is missing. */
  public boolean hasMissedInk() {
    return missedInk != null && missedInk >= MIN_NOTABLE_MISSED_INK;
  }

  /** Whether the page was read, and nothing shows that it lacks text. */
  public boolean isComplete() {
    return status == Status.READ && problem == null && incomplete == null;
  }

  /** Whether a page was read. */
  public enum Status {
    /** It was. */
    READ,
    /** It was not: see the page's problem. */
    FAILED;

    @JsonCreator
    static Status fromJson(String name) {
      return valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** Lower case, as in payloads. */
    @JsonValue
    public String jsonName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Where a page's text comes from. */
  public enum TextSource {
    /** The engine read the page's image. */
    OCR,
    /** The document carried the text itself; the engine read what its pictures say beside. */
    TEXT_LAYER;

    @JsonCreator
    static TextSource fromJson(String name) {
      return valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** Lower case, as in payloads. */
    @JsonValue
    public String jsonName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Why a page that was read lacks some of its text. */
  public enum Incomplete {
    /** There is writing-like ink on it, and no word was read. */
    UNREAD_INK;

    @JsonCreator
    static Incomplete fromJson(String name) {
      return valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** Lower case, as in payloads. */
    @JsonValue
    public String jsonName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
