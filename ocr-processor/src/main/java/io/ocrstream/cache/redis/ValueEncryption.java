/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.ocrstream.config.CacheConfig;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts values with AES-256-GCM, and binds each to the Redis key under which it is stored.
 *
 * <pre>
 *   00 'O' 'C' 'R'   version 01   length of the key's name   name   nonce (12)   text and tag (16)
 * </pre>
 *
 * <p>The header before the nonce and the Redis key are authenticated with the value. A value that
 * was moved to another key, truncated or changed does not decrypt. The first byte starts neither
 * JSON nor zlib nor a hash, so no plaintext value of this cache looks encrypted.
 *
 * <p><b>Threading:</b> any. <b>Bounds:</b> {@link #OVERHEAD_BYTES} and the name of the key are
 * added to a value. Nonces are random, so one key should encrypt no more than 2<sup>32</sup> values
 * (NIST SP 800-38D, 8.3). At 100 writes a second, change the key each year. <b>Fails:</b> never on
 * data.
 */
public final class ValueEncryption {
  /** Number of bytes that encryption adds to each value, besides the name of the key. */
  public static final int OVERHEAD_BYTES = 6 + 12 + 16;

  private static final byte[] MAGIC = {0, 'O', 'C', 'R'};
  private static final byte VERSION = 1;
  private static final int HEAD_BYTES = MAGIC.length + 2;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BYTES = 16;

  private final Map<String, SecretKey> keys;
  private final @Nullable String sealing;
  private final boolean acceptsPlaintext;
  private final SecureRandom random = new SecureRandom();

  private ValueEncryption(
      Map<String, SecretKey> keys, @Nullable String sealing, boolean acceptsPlaintext) {
    this.keys = Map.copyOf(keys);
    this.sealing = sealing;
    this.acceptsPlaintext = acceptsPlaintext;
  }

  /**
   * Creates the encryption from the settings.
   *
   * @throws IllegalArgumentException if a key is invalid; the message quotes no part of it
   */
  public static ValueEncryption of(CacheConfig settings) {
    List<String> given = settings.encryptionKeys().orElse(List.of());
    Map<String, SecretKey> keys = new HashMap<>();
    for (String key : given) {
      keys.put(name(key), new SecretKeySpec(decoded(key), "AES"));
    }
    return new ValueEncryption(
        keys, given.isEmpty() ? null : name(given.get(0)), settings.plaintextAccepted());
  }

  private static String name(String key) {
    return key.substring(0, Math.max(0, key.indexOf(':')));
  }

  private static byte[] decoded(String key) {
    try {
      return Base64.getDecoder().decode(key.substring(key.indexOf(':') + 1));
    } catch (IllegalArgumentException e) {
      // No cause, because its message quotes a character of the secret.
      throw new IllegalArgumentException("cache.encryption-keys holds something that is no key");
    }
  }

  /** Returns whether values are encrypted. */
  public boolean isOn() {
    return sealing != null;
  }

  /**
   * Encrypts {@code value} for storage under {@code redisKey}. Returns {@code value} unchanged if
   * encryption is off.
   */
  public byte[] encrypt(String redisKey, byte[] value) {
    if (sealing == null) {
      return value;
    }
    byte[] head = head(sealing);
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, keys.get(sealing), nonce, head, redisKey);
      ByteBuffer sealed =
          ByteBuffer.allocate(head.length + NONCE_BYTES + value.length + TAG_BYTES)
              .put(head)
              .put(nonce);
      cipher.doFinal(ByteBuffer.wrap(value), sealed);
      return sealed.array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has AES-GCM", e);
    }
  }

  /**
   * Decrypts what is stored under {@code redisKey}; empty if it cannot be decrypted. Returns {@code
   * stored} unchanged if encryption is off, or if it is plaintext and the settings accept
   * plaintext.
   */
  public Optional<byte[]> open(String redisKey, byte[] stored) {
    if (sealing == null) {
      return Optional.of(stored);
    }
    return acceptsPlaintext && !isSealed(stored)
        ? Optional.of(stored)
        : openSealed(redisKey, stored);
  }

  /**
   * Decrypts what is stored under {@code redisKey}; empty if it cannot be decrypted. Plaintext is
   * never accepted, whatever the settings.
   */
  public Optional<byte[]> openSealed(String redisKey, byte[] stored) {
    if (!isSealed(stored)) {
      return Optional.empty();
    }
    int body = HEAD_BYTES + stored[HEAD_BYTES - 1];
    if (stored.length < body + NONCE_BYTES + TAG_BYTES) {
      return Optional.empty();
    }
    byte[] head = Arrays.copyOf(stored, body);
    SecretKey key = keys.get(new String(head, HEAD_BYTES, body - HEAD_BYTES, US_ASCII));
    return key == null ? Optional.empty() : open(redisKey, stored, head, key);
  }

  /** Returns whether {@code stored} starts like an encrypted value of this version. */
  static boolean isSealed(byte[] stored) {
    return stored.length >= HEAD_BYTES
        && Arrays.equals(stored, 0, MAGIC.length, MAGIC, 0, MAGIC.length)
        && stored[MAGIC.length] == VERSION
        && stored[HEAD_BYTES - 1] > 0;
  }

  private static Optional<byte[]> open(String redisKey, byte[] stored, byte[] head, SecretKey key) {
    byte[] nonce = Arrays.copyOfRange(stored, head.length, head.length + NONCE_BYTES);
    int text = head.length + NONCE_BYTES;
    try {
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, nonce, head, redisKey);
      return Optional.of(cipher.doFinal(stored, text, stored.length - text));
    } catch (AEADBadTagException e) {
      // The value belongs to another key or was changed, so it does not decrypt.
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has AES-GCM", e);
    }
  }

  private static byte[] head(String name) {
    byte[] text = name.getBytes(US_ASCII);
    return ByteBuffer.allocate(HEAD_BYTES + text.length)
        .put(MAGIC)
        .put(VERSION)
        .put((byte) text.length)
        .put(text)
        .array();
  }

  private static Cipher cipher(
      int mode, @Nullable SecretKey key, byte[] nonce, byte[] head, String redisKey)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
    cipher.updateAAD(head);
    cipher.updateAAD(redisKey.getBytes(UTF_8));
    return cipher;
  }
}
