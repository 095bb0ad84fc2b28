/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ocrstream.config.CacheConfig;
import io.ocrstream.contracts.Tenant;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Derives the Redis keys of tenants' entries. HMAC-SHA-256 under a secret replaces the tenant and
 * each hash. A user who can list keys can neither identify the tenant nor test a known hash.
 *
 * <pre>
 *   ocr:t:acme:&lt;sha256&gt;:&lt;fingerprint&gt;   becomes   ocr:t:&lt;of the tenant&gt;:&lt;of tenant and hash&gt;:&lt;fingerprint&gt;
 * </pre>
 *
 * <p>Keys of shared entries stay unchanged.
 *
 * <p><b>Threading:</b> any.
 */
public final class TenantKeyHasher {
  /** Number of HMAC bytes that replace a tenant. Collisions are negligible at this length. */
  private static final int TENANT_BYTES = 16;

  private static final String HMAC = "HmacSHA256";
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  private final @Nullable SecretKey secret;

  private TenantKeyHasher(@Nullable SecretKey secret) {
    this.secret = secret;
  }

  /**
   * Creates a hasher from the settings.
   *
   * @throws IllegalArgumentException if the secret is invalid; the message quotes no part of it
   */
  public static TenantKeyHasher of(CacheConfig settings) {
    return new TenantKeyHasher(settings.tenantKey().map(TenantKeyHasher::secret).orElse(null));
  }

  private static SecretKey secret(String base64) {
    try {
      return new SecretKeySpec(Base64.getDecoder().decode(base64), HMAC);
    } catch (IllegalArgumentException e) {
      // No cause, because its message quotes a character of the secret.
      throw new IllegalArgumentException("cache.tenant-key is no key");
    }
  }

  /**
   * Returns the Redis key for a cache key of the contracts; empty for the key of a tenant if no
   * secret is set. The entry must then be neither looked up nor stored.
   */
  public Optional<String> hashed(String key) {
    if (!key.startsWith(Tenant.KEYS)) {
      return Optional.of(key);
    }
    if (secret == null) {
      return Optional.empty();
    }
    String[] parts = key.substring(Tenant.KEYS.length()).split(":", -1);
    String tenant = parts[0];
    parts[0] = tenant(tenant, secret);
    for (int i = 1; i < parts.length; i++) {
      if (HASH.matcher(parts[i]).matches()) {
        parts[i] = HexFormat.of().formatHex(hmac(tenant + "\n" + parts[i], secret));
      }
    }
    return Optional.of(Tenant.KEYS + String.join(":", parts));
  }

  private static String tenant(String name, SecretKey secret) {
    return HexFormat.of().formatHex(hmac(name, secret), 0, TENANT_BYTES);
  }

  private static byte[] hmac(String text, SecretKey secret) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(secret);
      return mac.doFinal(text.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
    }
  }
}
