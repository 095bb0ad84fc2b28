/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.config.loader;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionTest {
  @Test
  void shouldCountSlipsWhenNamesDiffer() {
    assertThat(Suggestion.distance("kitten", "sitting")).isEqualTo(3);
    assertThat(Suggestion.distance("", "abc")).isEqualTo(3);
    assertThat(Suggestion.distance("Same", "sAME")).isZero();
  }

  @Test
  void shouldPreferTheNearestWhenSeveralAreNear() {
    assertThat(Suggestion.of("a.timeout", List.of("a.timeouts.x", "a.timeour", "a.timeoutxx")))
        .hasValue("a.timeour");
  }

  @Test
  void shouldSuggestNothingWhenTheEndingFitsSeveral() {
    assertThat(Suggestion.of("x", List.of("first.group.x", "second.group.x"))).isEmpty();
  }

  @Test
  void shouldNotCompareWhenTheNameIsTooLong() {
    String name = "n".repeat(Suggestion.MAX_LENGTH);

    assertThat(Suggestion.of(name, List.of(name))).hasValue(name);
    assertThat(Suggestion.of(name + "n", List.of(name))).isEmpty();
  }
}
