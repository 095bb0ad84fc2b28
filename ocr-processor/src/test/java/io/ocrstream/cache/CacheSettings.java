/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache;

import io.ocrstream.config.CacheConfig;
import io.ocrstream.config.CacheConfig.LegacyEntries;
import io.ocrstream.config.DataSize;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Settings for tests: the defaults, with a breaker that recovers quickly and deadlines that a busy
 * machine meets.
 */
public record CacheSettings(
    String uri,
    boolean cluster,
    Duration ttl,
    double ttlJitter,
    Duration lookupDeadline,
    Duration writeDeadline,
    int maxPending,
    int breakerFailureRate,
    int breakerWindow,
    Duration breakerOpen,
    Duration failureTtl)
    implements CacheConfig {
  public static final Duration PARTIAL_TTL = Duration.ofMinutes(1);
  public static final Duration FAILURE_TTL = Duration.ofMinutes(3);
  public static final Duration PAGE_TTL = Duration.ofHours(2);
  static final DataSize PAGE_MAX_BYTES = new DataSize(16 << 10);

  @Override
  public Duration partialTtl() {
    return PARTIAL_TTL;
  }

  @Override
  public LegacyEntries legacy() {
    return LegacyEntries.OFF;
  }

  @Override
  public boolean pageEnabled() {
    return true;
  }

  @Override
  public Duration pageTtl() {
    return PAGE_TTL;
  }

  @Override
  public DataSize pageMaxBytes() {
    return PAGE_MAX_BYTES;
  }

  @Override
  public Optional<List<String>> encryptionKeys() {
    return Optional.empty();
  }

  @Override
  public boolean plaintextAccepted() {
    return false;
  }

  @Override
  public Optional<String> tenantKey() {
    return Optional.empty();
  }

  @Override
  public boolean tenantRequired() {
    return false;
  }

  public static CacheSettings of(String uri) {
    return new CacheSettings(
        uri,
        false,
        Duration.ofHours(1),
        0.1,
        Duration.ofSeconds(5),
        Duration.ofSeconds(5),
        10_000,
        50,
        20,
        Duration.ofMillis(200),
        FAILURE_TTL);
  }

  public CacheSettings ofCluster() {
    return new CacheSettings(
        uri,
        true,
        ttl,
        ttlJitter,
        lookupDeadline,
        writeDeadline,
        maxPending,
        breakerFailureRate,
        breakerWindow,
        breakerOpen,
        failureTtl);
  }

  public CacheSettings withMaxPending(int commands) {
    return new CacheSettings(
        uri,
        cluster,
        ttl,
        ttlJitter,
        lookupDeadline,
        writeDeadline,
        commands,
        breakerFailureRate,
        breakerWindow,
        breakerOpen,
        failureTtl);
  }

  public CacheSettings withBreaker(int window, Duration open) {
    return new CacheSettings(
        uri,
        cluster,
        ttl,
        ttlJitter,
        lookupDeadline,
        writeDeadline,
        maxPending,
        breakerFailureRate,
        window,
        open,
        failureTtl);
  }

  public CacheSettings withLookupDeadline(Duration deadline) {
    return new CacheSettings(
        uri,
        cluster,
        ttl,
        ttlJitter,
        deadline,
        writeDeadline,
        maxPending,
        breakerFailureRate,
        breakerWindow,
        breakerOpen,
        failureTtl);
  }

  public CacheSettings withoutFailures() {
    return new CacheSettings(
        uri,
        cluster,
        ttl,
        ttlJitter,
        lookupDeadline,
        writeDeadline,
        maxPending,
        breakerFailureRate,
        breakerWindow,
        breakerOpen,
        Duration.ZERO);
  }
}
