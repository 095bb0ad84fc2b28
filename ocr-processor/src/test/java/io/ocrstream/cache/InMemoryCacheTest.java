/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class InMemoryCacheTest extends ResultCacheContractTest {
  private final InMemoryCache cache = new InMemoryCache();

  @Override
  ResultCache cache() {
    return cache;
  }

  @Override
  PageCache pages() {
    return cache;
  }

  @Override
  void storeRaw(String key, byte[] value) {
    cache.storeRaw(key, value);
  }

  @Override
  void goDown() {
    cache.setDown(true);
  }

  @Override
  void comeBack() {
    cache.setDown(false);
  }

  @Test
  void shouldAnswerLateWhenSlowAndOutageWhenTooSlow() {
    get(cache.put(key("a"), payload(PAYLOAD)));

    cache.setDelay(InMemoryCache.DEADLINE.dividedBy(10));
    assertThat(get(cache.find(key("a")))).isEqualTo(new Lookup.Hit<>(payload(PAYLOAD)));
    cache.setDelay(InMemoryCache.DEADLINE.plus(Duration.ofMillis(1)));
    assertThat(get(cache.find(key("a")))).isEqualTo(new Lookup.Outage<>());
    assertThat(cache.lookups()).isEqualTo(2);
    assertThat(cache.writes()).isEqualTo(1);
  }
}
