/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlternatingRoundsTest {
  private final List<String> done = new ArrayList<>();
  private final List<String> told = new ArrayList<>();

  @Test
  void shouldTakeTurnsAndLeaveTheFirstRoundOutWhenMeasuring() throws Exception {
    Map<String, AlternatingRounds.Measurement> things = new LinkedHashMap<>();
    things.put("a", () -> figure("a"));
    things.put("b", () -> figure("b"));
    Map<String, Series> figures = new AlternatingRounds(2, told::add).run(things);

    assertThat(done).containsExactly("a", "b", "a", "b", "a", "b");
    assertThat(figures.keySet()).containsExactly("a", "b");
    // Figures count up from 1, and the first two belong to the warm-up.
    assertThat(figures.get("a")).hasToString("[3.0, 5.0]");
    assertThat(figures.get("b")).hasToString("[4.0, 6.0]");
    assertThat(told).startsWith("warm-up: a", "warm-up: b", "round 1 of 2: a");
  }

  private double figure(String name) {
    done.add(name);
    return done.size();
  }
}
