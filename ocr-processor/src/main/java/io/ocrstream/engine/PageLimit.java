/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.PageSelection;
import io.ocrstream.contracts.Problem;
import java.util.Optional;

/**
 * Limits how many pages of one document are read.
 *
 * @param maxPages maximum number of pages
 */
public record PageLimit(int maxPages) {
  /**
   * Returns why {@code pages} of a document with {@code pageCount} pages are not read; empty if
   * they are.
   */
  public Optional<Problem> problem(PageSelection pages, int pageCount) {
    long asked =
        pages.ranges().stream()
            .mapToLong(range -> Math.min(range.last(), pageCount) - (long) range.first() + 1)
            .filter(count -> count > 0)
            .sum();
    if (asked == 0) {
      return Optional.of(noSuchPage(pageCount));
    }
    return asked <= maxPages
        ? Optional.empty()
        : Optional.of(
            Problem.of(
                FailureCode.TOO_MANY_PAGES,
                "%d pages were requested, more than the limit of %d".formatted(asked, maxPages)));
  }

  public static Problem noSuchPage(int pageCount) {
    return Problem.of(FailureCode.NO_SUCH_PAGE, "The document has %d pages".formatted(pageCount));
  }
}
