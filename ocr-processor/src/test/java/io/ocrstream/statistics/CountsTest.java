/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Source;
import io.ocrstream.contracts.Statistics;
import io.ocrstream.contracts.Statistics.Percentiles;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CountsTest {
  private static final List<Source> SOURCES = List.of(Source.values());

  @Test
  void shouldTellWhatWasCounted() {
    Counts counts = some();

    assertThat(counts.figures())
        .isEqualTo(
            new Statistics.Figures(
                2,
                1,
                1,
                Map.of("CORRUPT", 2L, "NOT_FOUND", 1L),
                1,
                7,
                new Statistics.EngineSeconds(1.5, .75)));
    assertThat(counts.latency())
        .isEqualTo(
            new Statistics.Latency(
                new Percentiles(5, 1023, 1023),
                new Percentiles(3, 5, 5),
                new Percentiles(1023, 1023, 1023),
                new Percentiles(20, 20, 20)));
  }

  @Test
  void shouldBeTheSameWhenReadBackAndWhenNothingWasCounted() {
    for (Counts counts : new Counts[] {new Counts(), some()}) {
      Counts back = Counts.of(counts.bytes());

      assertThat(back.figures()).isEqualTo(counts.figures());
      assertThat(back.latency()).isEqualTo(counts.latency());
      assertThat(back.bytes()).isEqualTo(counts.bytes());
    }
    assertThat(new Counts().latency()).isEqualTo(new Statistics.Latency(null, null, null, null));
  }

  @Test
  void shouldAddUpToTheSameInAnyGrouping() {
    Random random = new Random(7);
    Counts whole = new Counts();
    Counts[] parts = {new Counts(), new Counts(), new Counts()};
    for (int i = 0; i < 10_000; i++) {
      Source source = SOURCES.get(random.nextInt(SOURCES.size()));
      long took = random.nextInt(1 << random.nextInt(23));
      long cost = random.nextInt(100_000);
      whole.result(source, took, cost);
      parts[random.nextInt(3)].result(source, took, cost);
    }
    Counts sum = new Counts();
    for (int i : new int[] {2, 0, 1}) {
      sum.add(Counts.of(parts[i].bytes()));
    }

    assertThat(sum.bytes()).isEqualTo(whole.bytes());
  }

  @Test
  void shouldNotBelieveAResultThatClaimsToHaveCostMoreThanADay() {
    Counts counts = new Counts();
    counts.result(Source.CACHE, 1, Counts.MAX_COST_MS - 1);
    counts.result(Source.CACHE, 1, Counts.MAX_COST_MS + 1);
    counts.result(Source.CACHE, 1, Long.MAX_VALUE);
    counts.result(Source.OCR, 1, Long.MIN_VALUE);

    Counts back = Counts.of(counts.bytes());

    assertThat(back.figures().engineSeconds())
        .isEqualTo(new Statistics.EngineSeconds(0, (3 * Counts.MAX_COST_MS - 1) / 1e3));
  }

  @Test
  void shouldRefuseWhatIsCutShortOrOfAnotherForm() {
    byte[] bytes = some().bytes();
    byte[] other = bytes.clone();
    other[0]++;

    assertThatThrownBy(() -> Counts.of(Arrays.copyOf(bytes, bytes.length - 1)))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> Counts.of(other)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void shouldNeverTellTooLittleNorASixteenthTooMuch() {
    for (long ms = 0; ms <= LatencyCounts.MAX_MS; ms += 1 + ms / 100) {
      LatencyCounts one = new LatencyCounts();
      one.count(ms);
      long told = Objects.requireNonNull(one.percentiles()).p50Ms();

      assertThat(told).isBetween(ms, ms + ms / 16);
    }
  }

  @Test
  void shouldKeepWhatClocksAndPatienceMakeOfIt() {
    LatencyCounts counts = new LatencyCounts();
    counts.count(-5);
    counts.count(Long.MAX_VALUE);

    assertThat(counts.percentiles())
        .isEqualTo(new Percentiles(0, LatencyCounts.MAX_MS, LatencyCounts.MAX_MS));
  }

  @Test
  void shouldKnowMinutesByTheirBeginning() {
    assertThat(Minutes.of(0)).isZero();
    assertThat(Minutes.of(59_999)).isZero();
    assertThat(Minutes.of(60_000)).isEqualTo(60_000);
  }

  private static Counts some() {
    Counts counts = new Counts();
    counts.result(Source.CACHE, 3, 500);
    counts.result(Source.CACHE, 5, 0);
    counts.result(Source.COALESCED, 20, 250);
    counts.result(Source.OCR, 1_000, 1_500);
    counts.pages(7);
    counts.failure(FailureCode.CORRUPT);
    counts.failure(FailureCode.NOT_FOUND);
    counts.failure(FailureCode.CORRUPT);
    counts.deadLetter();
    return counts;
  }
}
