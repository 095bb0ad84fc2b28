/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.flight;

import static io.ocrstream.topology.TopologyBench.payload;
import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.Problem;
import io.ocrstream.contracts.Result;
import io.ocrstream.contracts.Source;
import io.ocrstream.topology.records.Route;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests that a flight whose first look-up was not answered asks the cache again. */
class FlightRecheckTest extends FlightProcessorBench {
  @Test
  void shouldAnswerFromTheCacheBeforeTheWorkerComesToItWhenTheFirstLookUpWasNotAnswered() {
    FlightProcessor processor = started();
    cache.put(KEY, payload("kept")).join();
    lookAgain = true;
    processor.process(ask("e0"));
    processor.process(ask("e1"));
    assertThat(answers()).isZero();

    round(0);

    assertThat(sources()).containsExactly(Source.CACHE, Source.CACHE);
    assertThat(cache.lookups()).as("one for both").isEqualTo(1);
    processor.process(landing());
    assertThat(answers()).as("the worker's is of no use any more").isEqualTo(2);
  }

  @Test
  void shouldGoOnAskingWhileTheCacheDoesNotAnswerAndOnlyThen() {
    FlightProcessor processor = started();
    lookAgain = true;
    cache.setDown(true);
    processor.process(ask("e0"));
    round(0);
    round(0);
    assertThat(cache.lookups()).as("it rests").isEqualTo(1);
    cache.setDown(false);
    round(CacheRecheck.FIRST_PAUSE.toMillis());
    round(0);
    assertThat(cache.lookups()).as("after the rest").isEqualTo(2);

    round(CacheRecheck.FIRST_PAUSE.toMillis());
    round(CacheRecheck.FIRST_PAUSE.toMillis());

    assertThat(cache.lookups()).as("it is not there: a worker reads it").isEqualTo(2);
    processor.process(landing());
    assertThat(sources()).containsExactly(Source.OCR);
  }

  @Test
  void shouldNotAskAgainWhenTheCacheAnsweredOrTheFlightHasLanded() {
    FlightProcessor processor = started();
    processor.process(ask("e0"));
    processor.process(landing());
    lookAgain = true;
    processor.process(ask("straggler"));
    round(0);

    assertThat(answers()).isEqualTo(2);
    assertThat(cache.lookups()).isZero();
  }

  @Test
  void shouldLetTheWorkersAnswerStandWhenItCameFirst() {
    FlightProcessor processor = started();
    cache.put(KEY, payload("kept")).join();
    lookAgain = true;
    processor.process(ask("e0"));
    processor.process(landing());
    round(0);

    assertThat(sources()).containsExactly(Source.OCR);
  }

  @Test
  void shouldTellWhatIsKeptOfUnreadableBytes() {
    FlightProcessor processor = started();
    cache.putFailure(KEY, Problem.of(FailureCode.CORRUPT, "cut")).join();
    lookAgain = true;
    processor.process(ask("e0"));
    round(0);

    assertThat(context.forwarded().stream().filter(f -> route(f) == Route.FAILURE)).hasSize(1);
  }

  private List<Source> sources() {
    return context.forwarded().stream()
        .filter(f -> route(f) == Route.RESULT)
        .map(f -> Json.readOwn(f.record().value().value(), Result.class).source())
        .toList();
  }
}
