/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology;

import static io.ocrstream.topology.TopologyBench.payload;
import static io.ocrstream.topology.TopologyEvents.KEY;
import static io.ocrstream.topology.TopologyEvents.PLACE;
import static io.ocrstream.topology.TopologyEvents.hashed;
import static io.ocrstream.topology.TopologyEvents.only;
import static io.ocrstream.topology.TopologyEvents.read;
import static io.ocrstream.topology.TopologyEvents.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.contracts.Failure;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.IdentifyTask;
import io.ocrstream.contracts.Problem;
import io.ocrstream.contracts.RecogniseTask;
import io.ocrstream.contracts.Recognised;
import io.ocrstream.contracts.Topic;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests events with a deadline. */
class TopologyDeadlinesTest {
  private static final long NOW = TopologyBench.START.toEpochMilli();

  private final TopologyBench bench;

  TopologyDeadlinesTest(@TempDir Path folder) {
    bench = new TopologyBench(folder);
  }

  @AfterEach
  void stop() {
    bench.close();
  }

  @Test
  void shouldBeginNothingWhenAnEventComesAtOrAfterItsDeadline() {
    bench.publish(until("over", NOW));
    bench.publish(until("later", NOW + 1));
    Failure failure = only(bench.failures());
    assertThat(failure.eventId()).isEqualTo("over");
    assertThat(failure.code()).isEqualTo(FailureCode.TIMED_OUT);
    assertThat(failure.attempts()).isZero();
    assertThat(only(bench.take(Topic.RECOGNISE, RecogniseTask.class)).deadline())
        .isEqualTo(NOW + 1);
  }

  @Test
  void shouldAnswerFromTheCacheThoughTheDeadlineIsOver() {
    bench.cache.put(KEY, payload("x")).join();
    bench.publish(until("over", 1));
    assertThat(only(bench.results()).eventId()).isEqualTo("over");
    assertThat(bench.failures()).isEmpty();
  }

  @Test
  void shouldTellWhoWaitsNoLongerAndAnswerTheOthers() {
    bench.publish(until("short", NOW + 1_000));
    bench.publish(hashed("long", PLACE));
    RecogniseTask task = only(bench.take(Topic.RECOGNISE, RecogniseTask.class));
    bench.driver.advanceWallClockTime(Duration.ofSeconds(1));
    Failure failure = only(bench.failures());
    assertThat(failure.eventId()).isEqualTo("short");
    assertThat(failure.code()).isEqualTo(FailureCode.TIMED_OUT);
    assertThat(failure.attempts()).isEqualTo(1);

    Problem over = Problem.of(FailureCode.TIMED_OUT, "over");
    bench.complete(
        Topic.RECOGNISED, KEY.toString(), Recognised.Failed.abandoned(task.sentAt(), over));
    RecogniseTask again = only(bench.take(Topic.RECOGNISE, RecogniseTask.class));
    assertThat(again.deadline()).isNull();
    bench.complete(Topic.RECOGNISED, KEY.toString(), read(again.sentAt()));
    assertThat(only(bench.results()).eventId()).isEqualTo("long");
  }

  @Test
  void shouldTellWhoWaitsNoLongerToKnowWhichBytesAreMeant() {
    bench.publish(
        """
        {"event_id":"e1","uri":"https://host/a.png","deadline":%d}"""
            .formatted(NOW + 1_000));
    assertThat(only(bench.take(Topic.IDENTIFY, IdentifyTask.class)).deadline())
        .isEqualTo(NOW + 1_000);
    bench.driver.advanceWallClockTime(Duration.ofSeconds(1));
    assertThat(only(bench.failures()).code()).isEqualTo(FailureCode.TIMED_OUT);
  }
}
