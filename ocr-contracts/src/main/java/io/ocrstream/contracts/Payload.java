/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What was read of a document: the value in the cache, and {@code result} in a {@link Result}. The
 * first five fields are those of the earlier cache.
 *
 * @param text the pages' texts in order, with a form feed (U+000C) between pages
 * @param confidence 0 to 1, mean over words; null when no word was read
 * @param processTime seconds that fetching and reading took
 * @param wordCount words read
 * @param timestamp when it was read, epoch seconds
 * @param status whether every page that was asked for was read, and nothing shows that one lacks
 *     text
 * @param engine what read it, and how
 * @param pages the pages that were asked for, in order
 * @param failedPages numbers of those that could not be read; left out where there are none
 * @param artifacts outputs that are files of their own; left out where none was asked for
 * @param stored the payload with all its texts, where that is too large for a record; this one then
 *     has the figures only, and the pages without text or, where they are too many, no pages. Null
 *     where everything is here
 */
public record Payload(
    String text,
    @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Double confidence,
    double processTime,
    int wordCount,
    long timestamp,
    Status status,
    EngineInfo engine,
    List<Page> pages,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Integer> failedPages,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Artifact> artifacts,
    @Nullable StoredObject stored) {
  /** Stands between the texts of two pages. */
  public static final String PAGE_BREAK = "\f";

  /** Whether every page that was asked for was read, and nothing shows that one lacks text. */
  public enum Status {
    /** Every one. */
    COMPLETE,
    /** At least one was read, and at least one was not or is incomplete. */
    PARTIAL;

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

  /** Copies the lists. */
  public Payload {
    pages = List.copyOf(pages);
    failedPages = orNone(failedPages);
    artifacts = orNone(artifacts);
  }

  /* Left out where it is empty, and so null when it is read. */
  private static <T> List<T> orNone(@Nullable List<T> list) {
    return list == null ? List.of() : List.copyOf(list);
  }
}
