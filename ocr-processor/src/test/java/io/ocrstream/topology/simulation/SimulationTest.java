/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Goal: whatever dies, stalls, is late, or comes twice, each event has exactly one answer that
 * consumers of committed records see, of the right document; a key is read by one worker at a time;
 * nothing is cached under a hash that is not that of its bytes; work that waits is not sent again;
 * a document that kills its workers costs no other document its answer; and everything is answered
 * within a bound when the faults stop.
 *
 * <p>Method: seeded worlds in virtual time. Real are the code of the topology's nodes (intake,
 * prefetch, both flights over the state store port) and the horizon watch. Models are Kafka Streams
 * (polls, transactions, restore, assignment), the broker (logs, markers, share groups), Redis, the
 * object store, and the workers, which follow the worker package's slot, job and handlers step by
 * step. Delivery is exactly-once, as by default.
 *
 * <p>A failure names its seed: {@code -Docr.sim.seed=…} runs that one alone. A few hundred run with
 * every build; {@code -Pfaults} runs 20,000, or {@code -Docr.sim.seeds=…}.
 */
class SimulationTest {
  private static final int FEW_SEEDS = 400;
  private static final int MANY_SEEDS = Integer.getInteger("ocr.sim.seeds", 20_000);

  /** Within so many seeds each sabotage has to be noticed. */
  private static final int SEEDS_TO_NOTICE = 2_000;

  @Test
  void shouldKeepTheInvariantsWhateverBefalls() {
    keepTheInvariants(FEW_SEEDS);
  }

  @Test
  @Tag("faults")
  void shouldKeepTheInvariantsInManyMoreWorlds() {
    keepTheInvariants(MANY_SEEDS);
  }

  private static void keepTheInvariants(int count) {
    List<String> broken =
        seeds(count)
            .parallel()
            .mapToObj(seed -> broken(seed, Sabotage.NONE))
            .filter(Objects::nonNull)
            .limit(5)
            .toList();
    assertThat(broken).isEmpty();
  }

  /**
   * Seeds that found something. 589 and 5773: an object was overwritten after a worker had looked
   * at it for an earlier event, and the event of the new bytes, which came in between and waited
   * with the earlier one, was failed with it.
   */
  @ParameterizedTest
  @ValueSource(longs = {589, 5773})
  void shouldStayMended(long seed) {
    assertThat(broken(seed, Sabotage.NONE)).isNull();
  }

  private static LongStream seeds(int count) {
    Long one = Long.getLong("ocr.sim.seed");
    return one == null
        ? LongStream.concat(
            LongStream.range(0, count), LongStream.of(ThreadLocalRandom.current().nextLong()))
        : LongStream.of(one);
  }

  /** What a seed's world broke; null if nothing. */
  private static @Nullable String broken(long seed, Sabotage sabotage) {
    SimWorld world = new SimWorld(seed, sabotage);
    try {
      world.run();
    } catch (RuntimeException e) {
      return "seed " + seed + ": " + e;
    }
    List<String> violations = world.checker.violations();
    return violations.isEmpty() ? null : "seed " + seed + ": " + violations;
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void shouldNoticeWhenSomethingIsBroken(Sabotage sabotage) {
    // Lazily: an assertion on the stream itself would run every seed.
    boolean noticed =
        LongStream.range(0, SEEDS_TO_NOTICE).anyMatch(seed -> broken(seed, sabotage) != null);
    assertThat(noticed).isTrue();
  }
}
