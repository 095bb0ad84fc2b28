/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A transaction of a processor that lives is never aborted. */
class OpenTransactionsTest {
  private static final String ALIVE = "1fc3ed9b-3fcb-4fef-b6d6-5291d244d2b5";
  private static final String DEAD = "2ac3ed9b-3fcb-4fef-b6d6-5291d244d2b5";
  private static final String MEMBER = "a.ocr-" + ALIVE + "-StreamThread-2-consumer";

  @Test
  void shouldTakeTransactionsOfProcessesThatAreNoMembers() {
    List<String> open =
        List.of("a.ocr-" + ALIVE + "-1", "a.ocr-" + DEAD + "-1", "a.ocr-" + DEAD + "-12");

    assertThat(OpenTransactions.ofDead("a.ocr", open, List.of(MEMBER)))
        .containsExactly("a.ocr-" + DEAD + "-1", "a.ocr-" + DEAD + "-12");
  }

  @Test
  void shouldLeaveTransactionsOfOthersAlone() {
    List<String> others =
        List.of("b.ocr-" + DEAD + "-1", "aXocr-" + DEAD + "-1", "a.ocr-upload", "a.ocr-" + DEAD);

    assertThat(OpenTransactions.ofDead("a.ocr", others, List.of(MEMBER))).isEmpty();
  }

  @Test
  void shouldTakeNoneWhenItCannotTellWhoLives() {
    List<String> open = List.of("a.ocr-" + DEAD + "-1");

    assertThat(OpenTransactions.ofDead("a.ocr", open, List.of())).isEmpty();
    assertThat(
            OpenTransactions.ofDead(
                "a.ocr", open, List.of(MEMBER, "named-StreamThread-1-consumer")))
        .isEmpty();
  }
}
