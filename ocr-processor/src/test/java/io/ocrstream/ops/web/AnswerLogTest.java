/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AnswerLogTest {
  private long offset;

  /* Each is the next of its partition. */
  private AnswerRow result() throws Exception {
    offset++;
    return RowMaker.of(Rows.result("d", "s3://b/k", "t"), at(offset), true);
  }

  private static AnswerPosition at(long offset) {
    return new AnswerPosition(0, offset);
  }

  private static AnswerRow failure() {
    return RowMaker.of(Rows.failure("d", "m"));
  }

  @Test
  void shouldKeepTheLatestResultsAndFailuresApart() throws Exception {
    AnswerLog log = new AnswerLog();
    log.add(failure(), null);
    for (int i = 0; i < AnswerLog.MAX_RESULTS; i++) {
      log.add(result(), new byte[] {1});
    }
    assertThat(log.since(0)).hasSize(AnswerLog.MAX_RESULTS + 1);
    assertThat(log.text(at(1))).isPresent();

    log.add(result(), new byte[] {1});

    assertThat(log.since(0)).hasSize(AnswerLog.MAX_RESULTS + 1);
    assertThat(log.since(0).get(0).failure()).isNotNull();
    assertThat(log.text(at(1))).isEmpty();
    assertThat(log.text(at(2))).isPresent();
    for (int i = 0; i < AnswerLog.MAX_FAILURES; i++) {
      log.add(failure(), null);
    }
    assertThat(log.since(0)).hasSize(AnswerLog.MAX_RESULTS + AnswerLog.MAX_FAILURES);
    assertThat(log.since(0).get(0).failure()).isNull();
  }

  @Test
  void shouldNumberThemInTheirOrder() throws Exception {
    AnswerLog log = new AnswerLog();
    log.add(result(), null);
    log.add(failure(), null);
    log.add(result(), null);

    assertThat(log.since(0)).extracting(AnswerRow::seq).containsExactly(1L, 2L, 3L);
    assertThat(log.since(1)).extracting(AnswerRow::seq).containsExactly(2L, 3L);
    assertThat(log.since(3)).isEmpty();
  }

  @Test
  void shouldForgetTheOldestTextsWhenThereIsNoMoreRoom() throws Exception {
    AnswerLog log = new AnswerLog(10);
    log.add(result(), new byte[6]);
    log.add(result(), new byte[4]);
    assertThat(log.text(at(1))).isPresent();

    log.add(result(), new byte[1]);
    assertThat(log.text(at(1))).isEmpty();
    assertThat(log.text(at(2))).isPresent();

    log.add(result(), new byte[11]);
    assertThat(log.text(at(4))).isEmpty();
    assertThat(log.since(0)).hasSize(4);
  }

  @Test
  void shouldKeepAsManyBytesOfTextsAsTheLimit() throws Exception {
    AnswerLog log = new AnswerLog();
    log.add(result(), new byte[Math.toIntExact(AnswerLog.MAX_TEXT_BYTES)]);
    assertThat(log.text(at(1))).isPresent();

    log.add(result(), new byte[1]);
    assertThat(log.text(at(1))).isEmpty();
    assertThat(log.text(at(2))).isPresent();
  }
}
