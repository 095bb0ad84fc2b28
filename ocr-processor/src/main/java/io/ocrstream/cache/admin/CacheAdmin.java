/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache.admin;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.lettuce.core.RedisException;
import io.lettuce.core.SetArgs;
import io.ocrstream.cache.redis.LegacyCodec;
import io.ocrstream.cache.redis.PayloadCheck;
import io.ocrstream.cache.redis.RedisAddress;
import io.ocrstream.cache.redis.TenantKeyHasher;
import io.ocrstream.cache.redis.ValueEncryption;
import io.ocrstream.config.CacheConfig;
import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.ContentKey;
import io.ocrstream.contracts.Location;
import io.ocrstream.contracts.PageKey;
import io.ocrstream.contracts.RawJson;
import io.ocrstream.contracts.Tenant;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The administrators' commands on the cache: forget, export, import, warm. Keys are listed by SCAN,
 * a few hundred at a time.
 *
 * <p><b>Threading:</b> one thread, which it blocks. <b>Bounds:</b> {@link AdminConnection#TIMEOUT}
 * for each command; {@link AdminConnection#PIPELINED} values in memory; all keys to be forgotten.
 * <b>Fails:</b> with {@link CacheUnavailable} if Redis fails; changes made until then remain.
 */
public final class CacheAdmin implements AutoCloseable {
  /** Pattern that matches all keys of this cache. */
  private static final String OURS = "ocr:*";

  private final AdminConnection redis;
  private final ValueEncryption encryption;
  private final TenantKeyHasher hasher;

  private CacheAdmin(AdminConnection redis, CacheConfig settings) {
    this.redis = redis;
    this.encryption = ValueEncryption.of(settings);
    this.hasher = TenantKeyHasher.of(settings);
  }

  /**
   * Opens a connection with the settings. The Redis user needs SCAN, PTTL and UNLINK besides the
   * commands that roles use.
   */
  public static CacheAdmin open(CacheConfig settings) throws CacheUnavailable {
    RedisAddress address =
        RedisAddress.parse(settings.uri(), settings.cluster(), AdminConnection.TIMEOUT);
    try {
      return new CacheAdmin(AdminConnection.open(address), settings);
    } catch (RedisException e) {
      throw CacheUnavailable.of(e);
    }
  }

  /**
   * Deletes or counts the entries that {@code what} selects.
   *
   * @param really whether to delete the entries; if false, they are only counted
   * @return number of entries selected, or deleted
   * @throws IllegalArgumentException for a tenant if {@code cache.tenant-key} is not set
   */
  public int forget(ForgetRequest what, boolean really) throws CacheUnavailable {
    try {
      Set<String> keys = keysOf(what);
      return really ? deleted(List.copyOf(keys)) : keys.size();
    } catch (RedisException e) {
      throw CacheUnavailable.of(e);
    }
  }

  private Set<String> keysOf(ForgetRequest what) {
    Set<String> keys = new HashSet<>();
    String tenant = what.tenant();
    what.md5s().forEach(md5 -> keys.addAll(existing(LegacyCodec.key(md5))));
    if (what.isWholeTenant()) {
      redis.scan(hashed(Tenant.KEYS + tenant + ":*"), keys::addAll);
      return keys;
    }
    if (what.isLegacyOnly()) {
      return keys;
    }
    Set<ContentHash> hashes = new HashSet<>(what.hashes());
    Location location = what.location();
    if (location != null) {
      String key = hashed(location.of(tenant).cacheKey());
      byte[] stored = redis.commands().get(key);
      if (stored != null) {
        keys.add(key);
        hash(key, stored).ifPresent(hashes::add);
      }
    }
    for (ContentHash hash : hashes) {
      redis.scan(hashed(new ContentKey(hash, "*", tenant).cacheKey()), keys::addAll);
    }
    redis.scan(hashed(ofLocations(tenant)), batch -> keys.addAll(leadingTo(hashes, batch)));
    if (what.pages()) {
      redis.scan(hashed(new PageKey("*", "*", tenant).cacheKey()), keys::addAll);
    }
    return keys;
  }

  private List<String> existing(String key) {
    return redis.commands().exists(key) > 0 ? List.of(key) : List.of();
  }

  private static String ofLocations(@Nullable String tenant) {
    return (tenant == null ? "ocr:" : Tenant.KEYS + tenant + ":") + "at:*";
  }

  private String hashed(String key) {
    return hasher
        .hashed(key)
        .orElseThrow(() -> new IllegalArgumentException("ocr.cache.tenant-key is not set"));
  }

  /** Returns the index keys in {@code keys} whose entry refers to one of {@code hashes}. */
  private List<String> leadingTo(Set<ContentHash> hashes, List<String> keys) {
    List<byte[]> values = redis.all(keys, commands -> commands::get);
    List<String> leading = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      byte[] value = values.get(i);
      // The value is null if the entry expired after it was listed.
      if (value != null && hash(keys.get(i), value).filter(hashes::contains).isPresent()) {
        leading.add(keys.get(i));
      }
    }
    return leading;
  }

  private Optional<ContentHash> hash(String key, byte[] stored) {
    return encryption
        .open(key, stored)
        .flatMap(value -> ContentHash.parse(new String(value, US_ASCII)));
  }

  private int deleted(List<String> keys) {
    int deleted = 0;
    for (int from = 0; from < keys.size(); from += AdminConnection.SCANNED) {
      List<String> some = keys.subList(from, Math.min(keys.size(), from + AdminConnection.SCANNED));
      for (Long one : redis.all(some, commands -> commands::unlink)) {
        deleted += Math.toIntExact(one);
      }
    }
    return deleted;
  }

  /**
   * Writes all entries to a new file, with their values as stored. Entries that are added during
   * the export may be missing.
   *
   * @param encrypted whether to encrypt the file too, with the first of the encryption keys;
   *     otherwise the file shows keys, and values that are not encrypted, in plain text
   * @return number of entries written
   * @throws IllegalArgumentException if {@code encrypted} is true and there are no keys
   */
  public long exportTo(Path file, boolean encrypted) throws IOException {
    if (encrypted && !encryption.isOn()) {
      throw new IllegalArgumentException("ocr.cache.encryption-keys is not set");
    }
    try (CacheFile.Writer writer = CacheFile.write(file, encrypted ? encryption : null)) {
      redis.scan(OURS, keys -> export(keys, writer));
      return writer.finish();
    } catch (RedisException e) {
      throw CacheUnavailable.of(e);
    }
  }

  private void export(List<String> all, CacheFile.Writer writer) throws IOException {
    // Entries of the earlier service may be hashes, and a file of them could be imported nowhere.
    List<String> keys = all.stream().filter(key -> !LegacyCodec.isKey(key)).toList();
    for (int from = 0; from < keys.size(); from += AdminConnection.PIPELINED) {
      List<String> some =
          keys.subList(from, Math.min(keys.size(), from + AdminConnection.PIPELINED));
      List<Long> lives = redis.all(some, commands -> commands::pttl);
      List<byte[]> values = redis.all(some, commands -> commands::get);
      for (int i = 0; i < some.size(); i++) {
        byte[] value = values.get(i);
        // The entry expired, or it has no time to live and so does not belong to this cache.
        if (value != null && lives.get(i) > 0) {
          writer.put(new CacheFile.Entry(some.get(i), lives.get(i), value));
        }
      }
    }
  }

  /**
   * Stores all entries of a file, each with the time to live that it had left at the export.
   * Existing entries stay unchanged.
   *
   * @return number of entries stored
   * @throws CacheFile.Damaged if the file is not an export, was truncated or changed, or is
   *     encrypted with a key that is not set; nothing is stored then
   */
  public long importFrom(Path file) throws IOException {
    CacheFile.read(file, encryption, entry -> {});
    long[] put = new long[1];
    try {
      CacheFile.read(
          file,
          encryption,
          entry -> {
            if (put(entry.key(), entry.value(), entry.millis())) {
              put[0]++;
            }
          });
    } catch (RedisException e) {
      throw CacheUnavailable.of(e);
    }
    return put[0];
  }

  /**
   * Stores a payload that was read some time ago, with {@code left} as its time to live, unless the
   * key has a value.
   *
   * @return whether it was stored; false also if it is not a payload, or belongs to a tenant while
   *     no secret is set
   */
  public boolean warm(ContentKey key, RawJson payload, Duration left) throws CacheUnavailable {
    Optional<String> redisKey = hasher.hashed(key.cacheKey());
    if (redisKey.isEmpty() || !PayloadCheck.isPayload(payload.utf8())) {
      return false;
    }
    try {
      byte[] value = encryption.encrypt(redisKey.get(), payload.utf8());
      return put(redisKey.get(), value, Math.max(1, left.toMillis()));
    } catch (RedisException e) {
      throw CacheUnavailable.of(e);
    }
  }

  /**
   * Counts the entries of the earlier service.
   *
   * @param age the age that entries should reach; zero to count only
   * @param really whether to extend the time to live of entries that expire before; if false, they
   *     are only counted
   */
  public LegacySurvey migrate(Duration age, boolean really) throws CacheUnavailable {
    try {
      return new LegacyMigration(redis, Clock.systemUTC(), age, really).run();
    } catch (RedisException e) {
      throw CacheUnavailable.of(e);
    }
  }

  private boolean put(String key, byte[] value, long millis) {
    // The answer is nil if the key has a value already.
    String answer = redis.commands().set(key, value, SetArgs.Builder.px(millis).nx());
    return answer != null;
  }

  @Override
  public void close() {
    redis.close();
  }
}
