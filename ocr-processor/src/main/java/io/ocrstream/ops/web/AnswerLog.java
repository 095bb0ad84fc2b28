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
 * Keeps the latest answers. Failures have a list of their own, so that many results do not displace
 * them. Texts are kept while there is room.
 *
 * <p><b>Threading:</b> any; it has its own lock. <b>Bounds:</b> {@link #MAX_RESULTS}, {@link
 * #MAX_FAILURES} and {@link #MAX_TEXT_BYTES}; the oldest answers are removed first.
 */
final class AnswerLog {
  /** Maximum number of results. */
  static final int MAX_RESULTS = 200;

  /** Maximum number of failures. */
  static final int MAX_FAILURES = 200;

  /** Maximum bytes of the results that are kept with their texts. */
  static final long MAX_TEXT_BYTES = 64L << 20;

  private final long maxTextBytes;
  private final Deque<AnswerRow> results = new ArrayDeque<>();
  private final Deque<AnswerRow> failures = new ArrayDeque<>();
  private final Map<AnswerPosition, byte[]> texts = new LinkedHashMap<>();
  private long textBytes;
  private long seq;

  AnswerLog() {
    this(MAX_TEXT_BYTES);
  }

  AnswerLog(long maxTextBytes) {
    this.maxTextBytes = maxTextBytes;
  }

  /**
   * Adds an answer and assigns its number.
   *
   * @param text the result's record for later display; null for none
   */
  synchronized void add(AnswerRow row, byte @Nullable [] text) {
    seq++;
    Deque<AnswerRow> rows = row.failure() == null ? results : failures;
    rows.addLast(row.withSeq(seq));
    if (text != null) {
      position(row).ifPresent(at -> keep(at, text));
    }
    if (rows.size() > (row.failure() == null ? MAX_RESULTS : MAX_FAILURES)) {
      position(rows.removeFirst()).ifPresent(this::forget);
    }
    while (textBytes > maxTextBytes) {
      forget(texts.keySet().iterator().next());
    }
  }

  private static Optional<AnswerPosition> position(AnswerRow row) {
    return Optional.ofNullable(row.ref()).map(AnswerPosition::of);
  }

  private void keep(AnswerPosition at, byte[] text) {
    // The feed reads a record again when it looks back.
    forget(at);
    texts.put(at, text);
    textBytes += text.length;
  }

  private void forget(AnswerPosition at) {
    byte[] gone = texts.remove(at);
    textBytes -= gone == null ? 0 : gone.length;
  }

  /** Returns the answers with numbers above {@code number}, in order. */
  synchronized List<AnswerRow> since(long number) {
    return Stream.concat(results.stream(), failures.stream())
        .filter(row -> row.seq() > number)
        .sorted(Comparator.comparingLong(AnswerRow::seq))
        .toList();
  }

  /** Returns the result's record, which callers must not modify; empty if it is not kept. */
  synchronized Optional<byte[]> text(AnswerPosition at) {
    return Optional.ofNullable(texts.get(at));
  }
}
