/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Settings of the cache in Redis. */
public interface CacheConfig {
  @Doc(
      value =
          "URI of Redis: `redis://`, `rediss://` or `redis-sentinel://`, with user and"
              + " password where needed. Separate several hosts of a cluster by commas.",
      secret = true)
  @Default("redis://localhost:6379")
  String uri();

  @Doc("Whether the URI is that of a Redis Cluster.")
  @Default("false")
  boolean cluster();

  @Doc(
      value =
          "Keys for the encryption of values, each as `name:base64` of 32 random bytes,"
              + " separated by commas. The first key encrypts, all keys decrypt; by default,"
              + " values are not encrypted. To rotate keys, add the new key in front, and remove"
              + " the old key after the longest time to live. Use the same keys for processors"
              + " and workers.",
      secret = true)
  Optional<List<String>> encryptionKeys();

  @Doc(
      "Whether unencrypted values are accepted although encryption keys are set. Use it"
          + " for the first hours of encryption to keep the cache warm.")
  @Default("false")
  boolean plaintextAccepted();

  @Doc(
      value =
          "Secret for hashing the cache keys of tenants' entries: base64 of 32 random bytes"
              + " or more. A hash takes the place of tenant, content hash and location, so that"
              + " a list of keys shows no tenant, and a known hash cannot be tried. Without this"
              + " secret, events that name a tenant are rejected. Use the same value for"
              + " processors and workers.",
      secret = true)
  Optional<String> tenantKey();

  @Doc(
      "Whether events without a tenant are rejected. Notifications of object stores"
          + " have no tenant.")
  @Default("false")
  boolean tenantRequired();

  @Doc("Time to live of entries.")
  @Default("1h")
  @Range(min = "1s", max = "365d")
  Duration ttl();

  @Doc(
      "Random variation of the time to live, as a fraction of it, so that entries do"
          + " not expire together.")
  @Default("0.1")
  @Range(min = "0", max = "0.5")
  double ttlJitter();

  @Doc(
      "Time to live of an answer that lacks pages because they could not be read. A"
          + " later event reads the document again.")
  @Default("1m")
  @Range(min = "1s", max = "1d")
  Duration partialTtl();

  @Doc(
      "Time to live of the failure of an unreadable document (corrupt, encrypted, of an"
          + " unknown type), so that copies of the document are not tried again. `0s` tries"
          + " each copy.")
  @Default("5m")
  @Range(min = "0s", max = "1d")
  Duration failureTtl();

  @Doc(
      "Whether single pages are cached by the hash of their pixels. A page that occurs"
          + " in another document, or was read before its document failed, is then not read"
          + " again.")
  @Default("true")
  boolean pageEnabled();

  @Doc(
      "Entries of the earlier Python service, `ocr:<md5>`: `read` answers events from them, `read-write`"
          + " also writes readings in their form; see [migration](migration.md). Only events without a"
          + " tenant and with the default options use them. Use the same value for all workers.")
  @Default("off")
  LegacyEntries legacy();

  @Doc("Time to live of a page.")
  @Default("1h")
  @Range(min = "1s", max = "365d")
  Duration pageTtl();

  @Doc("Largest compressed page that is cached.")
  @Default("256KiB")
  @Range(min = "1KiB", max = "8MiB")
  DataSize pageMaxBytes();

  @Doc(
      "Timeout of a look-up. After that the event proceeds as after a miss, and the"
          + " cache is checked once more in parallel.")
  @Default("100ms")
  @Range(min = "1ms", max = "10s")
  Duration lookupDeadline();

  @Doc("Timeout of a write. After that the answer is published without being cached.")
  @Default("1s")
  @Range(min = "1ms", max = "30s")
  Duration writeDeadline();

  @Doc(
      "Maximum number of commands in flight. Above it, look-ups fail at once and events"
          + " proceed as after a miss.")
  @Default("10000")
  @Range(min = "1", max = "1000000")
  int maxPending();

  @Doc("Percentage of failed commands that opens the circuit breaker.")
  @Default("50")
  @Range(min = "1", max = "100")
  int breakerFailureRate();

  @Doc("Number of commands over which this percentage is measured.")
  @Default("20")
  @Range(min = "1", max = "10000")
  int breakerWindow();

  @Doc("How long the open circuit breaker rejects commands before it tries Redis again.")
  @Default("1s")
  @Range(min = "10ms", max = "5m")
  Duration breakerOpen();

  /** Defines the use of entries that the earlier Python service wrote. */
  enum LegacyEntries {
    /** They are ignored. */
    OFF,
    /** They answer events. */
    READ,
    /** They answer events, and readings are written in their form too. */
    READ_WRITE
  }
}
