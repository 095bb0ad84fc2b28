/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache;

import io.ocrstream.config.CacheConfig;
import io.ocrstream.config.ChangedSettings;
import io.ocrstream.config.DataSize;
import io.ocrstream.config.loader.SettingsLoader;
import java.time.Duration;
import java.util.Map;

/**
 * Settings for tests: the defaults, with a breaker that recovers quickly and deadlines that a busy
 * machine meets.
 */
public interface CacheSettings extends CacheConfig {
  Duration PARTIAL_TTL = Duration.ofMinutes(1);
  Duration FAILURE_TTL = Duration.ofMinutes(3);
  Duration PAGE_TTL = Duration.ofHours(2);
  DataSize PAGE_MAX_BYTES = new DataSize(16 << 10);

  static CacheSettings of(String uri) {
    return ChangedSettings.of(
        CacheSettings.class,
        SettingsLoader.of(Map.of()).cache(),
        Map.of(
            "uri", uri,
            "partialTtl", PARTIAL_TTL,
            "failureTtl", FAILURE_TTL,
            "pageTtl", PAGE_TTL,
            "pageMaxBytes", PAGE_MAX_BYTES,
            "lookupDeadline", Duration.ofSeconds(5),
            "writeDeadline", Duration.ofSeconds(5),
            "breakerOpen", Duration.ofMillis(200)));
  }

  private CacheSettings with(Map<String, Object> changes) {
    return ChangedSettings.of(CacheSettings.class, this, changes);
  }

  default CacheSettings ofCluster() {
    return with(Map.of("cluster", true));
  }

  default CacheSettings withMaxPending(int commands) {
    return with(Map.of("maxPending", commands));
  }

  default CacheSettings withBreaker(int window, Duration open) {
    return with(Map.of("breakerWindow", window, "breakerOpen", open));
  }

  default CacheSettings withLookupDeadline(Duration deadline) {
    return with(Map.of("lookupDeadline", deadline));
  }

  default CacheSettings withoutFailures() {
    return with(Map.of("failureTtl", Duration.ZERO));
  }
}
