/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.doctor;

import io.ocrstream.cache.redis.RedisProbe;
import io.ocrstream.config.CacheConfig;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Checks Redis. It never fails: without Redis every event is a cache miss, but each is answered.
 */
final class RedisCheck {
  private static final String NAME = "redis";

  /** Error codes of a user without a right, or with a wrong password. */
  private static final Set<String> RIGHTS = Set.of("NOAUTH", "WRONGPASS", "NOPERM");

  private RedisCheck() {}

  static List<Finding> of(CacheConfig settings) throws InterruptedException {
    RedisProbe.Report report;
    try {
      report = RedisProbe.ask(settings);
    } catch (RedisProbe.UnavailableException e) {
      return List.of(unavailable(String.valueOf(e.getMessage())));
    } catch (IllegalArgumentException e) {
      return List.of(Finding.fail(NAME, e.getMessage() + "; correct ocr.cache.uri"));
    }
    List<Finding> findings = new ArrayList<>();
    findings.add(
        report
            .refusal()
            .map(RedisCheck::refused)
            .orElseGet(
                () ->
                    Finding.ok(
                        NAME, "Redis %s, %d node(s)".formatted(report.version(), report.nodes()))));
    if (!report.hasLimit() || !report.evicts()) {
      findings.add(
          Finding.warn(
              "redis memory",
              "a full Redis rejects writes or takes all memory; set maxmemory, and"
                  + " maxmemory-policy allkeys-lru"));
    }
    report
        .clock()
        .ifPresent(clock -> findings.add(ClockCheck.of("redis clock", clock, Clock.systemUTC())));
    return findings;
  }

  private static Finding unavailable(String reason) {
    return RIGHTS.contains(reason)
        ? refused(reason)
        : Finding.warn(
            NAME,
            "not reached (%s), so every event is a cache miss; check ocr.cache.uri, TLS"
                    .formatted(reason)
                + " (rediss://) and the network");
  }

  private static Finding refused(String code) {
    String remedy =
        RIGHTS.contains(code)
            ? "correct the user and the password in ocr.cache.uri, and the user's rights (see"
                + " docs/least-privilege.md)"
            : "see Redis' documentation of this code";
    return Finding.warn(
        NAME, "rejects commands (%s), so every event is a cache miss; %s".formatted(code, remedy));
  }
}
