/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds the reading of a document. It is the value in the cache and {@code result} in a {@link
 * Result}. The first five fields are those of the earlier cache.
 *
 * @param text the texts of the pages in order, separated by form feeds (U+000C)
 * @param confidence mean over words, 0 to 1; null if no word was read
 * @param processTime seconds of fetching and reading
 * @param wordCount number of words
 * @param timestamp time of the reading, in epoch seconds
 * @param status whether every requested page was read without sign of missing text
 * @param worst the worst value of each figure over all requested pages; null in payloads of other
 *     writers
 * @param engine the engine and its options
 * @param pages the requested pages in order
 * @param failedPages numbers of the pages that could not be read; absent if there are none
 * @param artifacts outputs that are files; absent if none was requested
 * @param stored the full payload, if it is too large for a record; this payload then has the
 *     figures and the pages without text or, if there are too many, no pages. Null if this payload
 *     is complete
 */
public record Payload(
    String text,
    @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Double confidence,
    double processTime,
    int wordCount,
    long timestamp,
    Status status,
    @Nullable PageQuality worst,
    EngineInfo engine,
    List<Page> pages,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Integer> failedPages,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Artifact> artifacts,
    @Nullable StoredObject stored) {
  /** Separates the texts of two pages. */
  public static final String PAGE_BREAK = "\f";

  /** Tells whether every requested page was read without sign of missing text. */
  public enum Status implements Json.Named {
    /** Every page was read completely. */
    COMPLETE,
    /** At least one page was read, and at least one is missing or incomplete. */
    PARTIAL;
  }

  /** Creates a payload without the figures of its worst pages. */
  public Payload(
      String text,
      @Nullable Double confidence,
      double processTime,
      int wordCount,
      long timestamp,
      Status status,
      EngineInfo engine,
      List<Page> pages,
      List<Integer> failedPages,
      List<Artifact> artifacts,
      @Nullable StoredObject stored) {
    this(
        text,
        confidence,
        processTime,
        wordCount,
        timestamp,
        status,
        null,
        engine,
        pages,
        failedPages,
        artifacts,
        stored);
  }

  /** Copies the lists. */
  public Payload {
    pages = List.copyOf(pages);
    failedPages = orNone(failedPages);
    artifacts = orNone(artifacts);
  }

  /* Jackson sets an absent list to null. */
  private static <T> List<T> orNone(@Nullable List<T> list) {
    return list == null ? List.of() : List.copyOf(list);
  }

  /**
   * Holds the figures that decide whether a page should be checked by a person, or the worst of
   * each figure over the pages of a document.
   *
   * @param confidence mean over words, 0 to 1; null if no word was read
   * @param missedInk fraction of the page's letter-like ink outside the words, 0 to 1; null if it
   *     was not measured
   * @param agreement agreement of two engines, as in {@link Choice}; null if only one read the page
   * @param unreadable whether the page was not read, or has letter-like ink but no word
   */
  public record PageQuality(
      @Nullable Double confidence,
      @Nullable Double missedInk,
      @Nullable Double agreement,
      boolean unreadable) {
    /** The quality of no page. */
    public static final PageQuality NONE = new PageQuality(null, null, null, false);

    /** Returns the quality of {@code page}. */
    public static PageQuality of(Page page) {
      Choice choice = page.treatment() == null ? null : page.treatment().choice();
      return new PageQuality(
          page.confidence(),
          page.missedInk(),
          choice == null ? null : choice.agreement(),
          page.status() == Page.Status.FAILED || page.incomplete() != null);
    }

    /** Returns the worse of each figure. */
    public PageQuality worst(PageQuality other) {
      return new PageQuality(
          least(confidence, other.confidence),
          most(missedInk, other.missedInk),
          least(agreement, other.agreement),
          unreadable || other.unreadable);
    }

    private static @Nullable Double least(@Nullable Double one, @Nullable Double other) {
      if (one == null || other == null) {
        return one == null ? other : one;
      }
      return Math.min(one, other);
    }

    private static @Nullable Double most(@Nullable Double one, @Nullable Double other) {
      if (one == null || other == null) {
        return one == null ? other : one;
      }
      return Math.max(one, other);
    }
  }
}
