/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class InMemoryCacheTest extends ResultCacheContractTest {
  private final InMemoryCache cache = new InMemoryCache();

  @Override
  public ResultCache cache() {
    return cache;
  }

  @Override
  public PageCache pages() {
    return cache;
  }

  @Override
  public void storeRaw(String key, byte[] value) {
    cache.storeRaw(key, value);
  }

  @Override
  public void goDown() {
    cache.setDown(true);
  }

  @Override
  public void comeBack() {
    cache.setDown(false);
  }

  @Test
  void shouldAnswerLateWhenSlowAndOutageWhenTooSlow() {
    get(cache.put(key("a"), payload(PAYLOAD)));

    cache.setDelay(InMemoryCache.DEADLINE.dividedBy(10));
    assertThat(get(cache.find(key("a")))).isEqualTo(new CacheLookup.Hit<>(payload(PAYLOAD)));
    cache.setDelay(InMemoryCache.DEADLINE.plus(Duration.ofMillis(1)));
    assertThat(get(cache.find(key("a")))).isEqualTo(new CacheLookup.Outage<>());
    assertThat(cache.lookups()).isEqualTo(2);
    assertThat(cache.writes()).isEqualTo(1);
  }
}
