/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.searchable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Page;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class PagesInTurnTest {
  private static final Page SECOND = Page.failed(2, FailureCode.CORRUPT);
  private static final Page FIFTH = Page.failed(5, FailureCode.TIMED_OUT);

  @Test
  void shouldGiveThePagesOfTheNumbersAskedFor() {
    PagesInTurn pages = new PagesInTurn(List.of(SECOND, FIFTH));
    assertThat(pages.next(1)).isEmpty();
    assertThat(pages.next(2)).contains(SECOND);
    assertThat(pages.next(3)).isEmpty();
    assertThat(pages.hasNext()).isTrue();
    assertThat(pages.next(6)).isEmpty();
    assertThat(pages.hasNext()).isFalse();
  }

  @Test
  void shouldGiveAllInTheirOrder() {
    PagesInTurn pages = new PagesInTurn(List.of(SECOND, FIFTH));
    assertThat(pages.next()).isEqualTo(SECOND);
    assertThat(pages.next()).isEqualTo(FIFTH);
    assertThat(pages.hasNext()).isFalse();
    assertThatThrownBy(pages::next).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void shouldHaveADigestOfWhatWasGoneThrough() {
    assertThat(digest(SECOND, FIFTH)).isEqualTo(digest(SECOND, FIFTH));
    assertThat(digest(SECOND, FIFTH)).isNotEqualTo(digest(SECOND)).isNotEqualTo(digest(FIFTH));
    // A fixed digest, because it must not change between processes.
    assertThat(digest()).isEqualTo(0xe3b0c44298fc1c14L);
  }

  private static long digest(Page... all) {
    PagesInTurn pages = new PagesInTurn(List.of(all));
    pages.forEachRemaining(page -> {});
    return pages.digest();
  }
}
