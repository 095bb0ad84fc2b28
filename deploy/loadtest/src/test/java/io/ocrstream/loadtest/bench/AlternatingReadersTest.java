/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlternatingReadersTest {
  private final List<String> done = new ArrayList<>();

  @Test
  void shouldTakeTurnsAtEachDocumentAndLeaveTheFirstRoundOut() throws Exception {
    Map<String, EngineReading.Reader> readers = new LinkedHashMap<>();
    readers.put("a", file -> read("a", file));
    readers.put("b", file -> read("b", file));
    AlternatingReaders turns =
        new AlternatingReaders(readers, List.of(Path.of("1"), Path.of("2"), Path.of("3")), 3);

    assertThat(turns.round()).isPositive();
    assertThat(done).containsExactly("a1", "b1", "b2", "a2", "a3", "b3");
    assertThat(turns.round() + turns.round()).isPositive();
    assertThat(turns.pagesPerSecond().keySet()).containsExactly("a", "b");
    assertThat(turns.pagesPerSecond().values()).allSatisfy(AlternatingReadersTest::hasTwoFigures);
    assertThat(turns.cpuMs().keySet()).containsExactly("a", "b");
    assertThat(turns.cpuMs().values()).allSatisfy(AlternatingReadersTest::hasTwoFigures);
  }

  private static void hasTwoFigures(Series series) {
    assertThat(series.toString().split(",")).hasSize(2);
  }

  private int read(String name, Path file) {
    done.add(name + file);
    return 1;
  }
}
