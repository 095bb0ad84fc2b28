/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops.web;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The latest answers. Failures are kept apart, so that a flood of results does not wash them away;
 * texts are kept as long as there is room.
 *
 * <p><b>Threading:</b> any; it has a lock of its own. <b>Bounds:</b> {@link #MAX_RESULTS}, {@link
 * #MAX_FAILURES}, {@link #MAX_TEXT_BYTES}; the oldest go first.
 */
final class AnswerLog {
  /** Results kept. */
  static final int MAX_RESULTS = 200;

  /** Failures kept. */
  static final int MAX_FAILURES = 200;

  /** Bytes of results kept with their texts. */
  static final long MAX_TEXT_BYTES = 64L << 20;

  private final long maxTextBytes;
  private final Deque<AnswerRow> results = new ArrayDeque<>();
  private final Deque<AnswerRow> failures = new ArrayDeque<>();
  private final Map<Long, byte[]> texts = new LinkedHashMap<>();
  private long textBytes;
  private long seq;

  AnswerLog() {
    this(MAX_TEXT_BYTES);
  }

  AnswerLog(long maxTextBytes) {
    this.maxTextBytes = maxTextBytes;
  }

  /**
   * Takes an answer in; gives it its number.
   *
   * @param text the result's record to be looked at later; null for none
   */
  synchronized void add(AnswerRow row, byte @Nullable [] text) {
    seq++;
    Deque<AnswerRow> rows = row.failure() == null ? results : failures;
    rows.addLast(row.withSeq(seq));
    if (text != null) {
      texts.put(seq, text);
      textBytes += text.length;
    }
    if (rows.size() > (row.failure() == null ? MAX_RESULTS : MAX_FAILURES)) {
      forget(rows.removeFirst().seq());
    }
    while (textBytes > maxTextBytes) {
      forget(texts.keySet().iterator().next());
    }
  }

  private void forget(long number) {
    byte[] gone = texts.remove(number);
    textBytes -= gone == null ? 0 : gone.length;
  }

  /** Those with numbers above {@code number}, in their order. */
  synchronized List<AnswerRow> since(long number) {
    return Stream.concat(results.stream(), failures.stream())
        .filter(row -> row.seq() > number)
        .sorted(Comparator.comparingLong(AnswerRow::seq))
        .toList();
  }

  /** The result's record, whose bytes nobody changes; empty if it is not kept. */
  synchronized Optional<byte[]> text(long number) {
    return Optional.ofNullable(texts.get(number));
  }
}
