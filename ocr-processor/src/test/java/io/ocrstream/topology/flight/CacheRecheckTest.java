/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.flight;

import static io.ocrstream.topology.TopologyBench.key;
import static io.ocrstream.topology.TopologyBench.payload;
import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.cache.CacheLookup;
import io.ocrstream.contracts.ContentKey;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.RawJson;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class CacheRecheckTest {
  private static final Outcome<RawJson> KEPT = Outcome.of(payload("kept"));

  private final Map<ContentKey, CompletableFuture<CacheLookup<Outcome<RawJson>>>> asked =
      new HashMap<>();
  private final CacheRecheck look =
      new CacheRecheck(
          key -> {
            CompletableFuture<CacheLookup<Outcome<RawJson>>> answer = new CompletableFuture<>();
            assertThat(asked.put(key, answer)).as("asked while it is being asked").isNull();
            return answer;
          });

  @Test
  void shouldNotWaitForAnswers() {
    look.begin(key("a"));
    look.begin(key("b"));
    assertThat(look.found(0)).isEmpty();

    answer("b", new CacheLookup.Hit<>(KEPT));
    assertThat(look.found(1)).containsExactly(Map.entry(key("b"), KEPT));
    answer("a", new CacheLookup.Hit<>(KEPT));
    assertThat(look.found(2)).containsExactly(Map.entry(key("a"), KEPT));
    assertThat(look.found(3)).isEmpty();
  }

  @Test
  void shouldAskAgainAfterARestWhenThereIsNoAnswer() {
    look.begin(key("a"));
    answer("a", new CacheLookup.Outage<>());
    long rest = CacheRecheck.FIRST_PAUSE.toMillis();
    var unused = look.found(0);

    unused = look.found(rest - 1);
    assertThat(asked).isEmpty();
    unused = look.found(rest);
    answer("a", new CacheLookup.Hit<>(KEPT));
    assertThat(look.found(rest + 1)).containsKey(key("a"));
  }

  @Test
  void shouldRestTwiceAsLongEachTimeUpToTheLongestRest() {
    look.begin(key("a"));
    long now = 0;
    for (long rest : List.of(1_000L, 2_000L, 4_000L, 8_000L, 16_000L, 16_000L)) {
      answer("a", new CacheLookup.Outage<>());
      var unused = look.found(now);
      unused = look.found(now + rest - 1);
      assertThat(asked).as("before %d ms", rest).isEmpty();
      now += rest;
      unused = look.found(now);
      assertThat(asked).as("after %d ms", rest).hasSize(1);
    }
  }

  @Test
  void shouldAskForAsManyKeysAsTheLimitAndForNoMore() {
    for (int i = 0; i < CacheRecheck.MAX_KEYS; i++) {
      look.begin(key("k" + i));
    }
    assertThat(asked).hasSize(CacheRecheck.MAX_KEYS);
    look.begin(key("one too many"));
    assertThat(asked).hasSize(CacheRecheck.MAX_KEYS);

    answer("k0", new CacheLookup.Miss<>());
    assertThat(look.found(0)).isEmpty();
    look.begin(key("one too many"));
    assertThat(asked).as("there is room again").containsKey(key("one too many"));
  }

  @Test
  void shouldForgetEveryKeyWhenCleared() {
    look.begin(key("a"));
    look.clear();
    answer("a", new CacheLookup.Hit<>(KEPT));

    assertThat(look.found(0)).isEmpty();
  }

  private void answer(String bytes, CacheLookup<Outcome<RawJson>> answer) {
    CompletableFuture<CacheLookup<Outcome<RawJson>>> open = asked.remove(key(bytes));
    assertThat(open).as("asked").isNotNull();
    assertThat(open != null && open.complete(answer)).isTrue();
  }
}
