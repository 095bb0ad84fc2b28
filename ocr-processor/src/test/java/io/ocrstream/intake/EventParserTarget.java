/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.contracts.Json;

/**
 * What must hold of the parser for any bytes: it has an outcome, and no message quotes what it was
 * given. Called with mutated events by {@link EventParserFuzzTest}, and by the fuzzer that {@link
 * EventFuzzer} starts, which knows {@link #fuzzerTestOneInput} by its name.
 */
public final class EventParserTarget {
  /** Stands in every text value; lower case, so that it also fits names of languages. */
  private static final String MARK = "zqx";

  static final int ACCEPTED = 0;
  static final int REFUSED = 1;
  static final int IGNORED = 2;
  static final int NOT_AN_EVENT = 3;

  private EventParserTarget() {}

  /** Throws if what must hold of {@code value} does not. */
  public static void fuzzerTestOneInput(byte[] value) {
    check(value);
  }

  /** What the parser makes of it. */
  static int check(byte[] value) {
    // Headers that make it a CloudEvent in binary mode, now and then.
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
          // Whatever is taken can be sent on: a text without UTF-8 would throw here.
          assertThat(Json.write(accepted.event())).isNotEmpty();
          return ACCEPTED;
        },
        refused -> {
          assertThat(Json.write(refused.failure(0))).isNotEmpty();
          return quotesNothing(refused.problem().message(), REFUSED);
        });
  }

  private static int quotesNothing(String message, int kind) {
    // The one exception: a name that is not an option's is quoted when it looks like one.
    if (!message.contains(" is not an option; use ")) {
      assertThat(message).doesNotContainIgnoringCase(MARK);
    }
    return kind;
  }
}
