/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answers an event with the reading of its document. It is the value of {@code ocr.results}.
 *
 * @param eventId the event's id
 * @param documentId the event's document id
 * @param uri the event's URI
 * @param contentHash hash of the bytes that were read
 * @param source where the payload came from
 * @param timings times of the answer
 * @param tag the event's tag, unchanged
 * @param needsReview why a person should check the result; null if nobody needs to
 * @param result a {@link Payload}, byte for byte as it is in the cache
 */
public record Result(
    String eventId,
    String documentId,
    String uri,
    ContentHash contentHash,
    Source source,
    Timings timings,
    @Nullable String tag,
    @Nullable Review needsReview,
    RawJson result) {
  /** Creates a result that nobody needs to check. */
  public Result(
      String eventId,
      String documentId,
      String uri,
      ContentHash contentHash,
      Source source,
      Timings timings,
      @Nullable String tag,
      RawJson result) {
    this(eventId, documentId, uri, contentHash, source, timings, tag, null, result);
  }

  /**
   * Says that a person should check a result, and why. It depends on the processor's settings and
   * is therefore a part of the result, not of the cached payload.
   *
   * @param reasons the reasons of all pages, each once
   * @param pages the pages to check; absent if the payload is stored without its pages
   */
  public record Review(
      List<Reason> reasons, @JsonInclude(JsonInclude.Include.NON_EMPTY) List<PageReview> pages) {
    /** Copies the lists. */
    public Review {
      reasons = List.copyOf(reasons);
      pages = copyOf(pages);
    }

    /* Jackson sets an absent list to null. */
    private static List<PageReview> copyOf(@Nullable List<PageReview> pages) {
      return pages == null ? List.of() : List.copyOf(pages);
    }

    /**
     * A page to check.
     *
     * @param number page number, from 1
     * @param reasons at least one
     */
    public record PageReview(int number, List<Reason> reasons) {
      /** Copies the list. */
      public PageReview {
        reasons = List.copyOf(reasons);
      }
    }

    /** Lists why a page should be checked. */
    public enum Reason implements Json.Named {
      /** The confidence of the page is low. */
      LOW_CONFIDENCE,
      /** Much letter-like ink of the page is outside the words. */
      MISSED_INK,
      /** Two engines read the page, and their texts differ much. */
      ENGINES_DISAGREE,
      /** The page was not read, or has letter-like ink but no word. */
      UNREADABLE
    }
  }
}
