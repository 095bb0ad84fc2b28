/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.PageSelection;
import io.ocrstream.contracts.Problem;
import org.junit.jupiter.api.Test;

class PageLimitTest {
  private final PageLimit limit = new PageLimit(3);

  @Test
  void shouldTakeAsManyPagesAsTheLimitAndNoMore() {
    assertThat(limit.problem(PageSelection.ALL, 3)).isEmpty();
    assertThat(limit.problem(PageSelection.ALL, 4))
        .map(Problem::code)
        .contains(FailureCode.TOO_MANY_PAGES);
  }

  @Test
  void shouldRefuseADocumentWithoutPages() {
    assertThat(limit.problem(PageSelection.ALL, 0))
        .map(Problem::code)
        .contains(FailureCode.NO_SUCH_PAGE);
  }
}
