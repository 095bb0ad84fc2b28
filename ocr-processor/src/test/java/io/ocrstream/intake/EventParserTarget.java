/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.contracts.Json;

/**
 * Checks what must hold for any bytes: the parser has an outcome, and no message quotes its input.
 * {@link EventParserFuzzTest} calls it with mutated events. The fuzzer that {@link EventFuzzer}
 * starts finds {@link #fuzzerTestOneInput} by its name.
 */
public final class EventParserTarget {
  /** A mark in every text value. Lower case, so that it is also valid as a language. */
  private static final String MARK = "zqx";

  static final int ACCEPTED = 0;
  static final int REFUSED = 1;
  static final int IGNORED = 2;
  static final int NOT_AN_EVENT = 3;

  private EventParserTarget() {}

  /** Throws if a check fails for {@code value}. */
  public static void fuzzerTestOneInput(byte[] value) {
    check(value);
  }

  /** Checks the outcome and returns its kind. */
  static int check(byte[] value) {
    // Sometimes with headers that make it a CloudEvent in binary mode.
    RecordHeaders headers =
        value.length % 7 == 0 ? name -> "ce_id".equals(name) ? value : null : RecordHeaders.NONE;
    return Parsing.PARSER
        .parse(value, headers)
        .fold(
            events ->
                events.entries().stream().mapToInt(EventParserTarget::check).max().orElseThrow(),
            ignored -> quotesNothing(ignored.reason(), IGNORED),
            rejected -> quotesNothing(rejected.reason().message(), NOT_AN_EVENT));
  }

  private static int check(Entry entry) {
    return entry.fold(
        accepted -> {
          // An accepted event can be sent on. A text that is invalid in UTF-8 would throw here.
          assertThat(Json.write(accepted.event())).isNotEmpty();
          return ACCEPTED;
        },
        refused -> {
          assertThat(Json.write(refused.failure(0))).isNotEmpty();
          return quotesNothing(refused.problem().message(), REFUSED);
        });
  }

  private static int quotesNothing(String message, int kind) {
    // The one exception: an unknown option is quoted if it looks like an option's name.
    if (!message.contains(" is not an option; use ")) {
      assertThat(message).doesNotContainIgnoringCase(MARK);
    }
    return kind;
  }
}
