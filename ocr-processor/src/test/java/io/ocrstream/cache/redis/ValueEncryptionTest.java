/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.config.CacheConfig;
import io.ocrstream.config.loader.SettingsLoader;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

public class ValueEncryptionTest {
  public static final String ONE = "one:" + "A".repeat(43) + "=";
  public static final String TWO = "two:" + "B".repeat(42) + "A=";

  private static final String KEY = "ocr:key";
  private static final byte[] VALUE = "{\"text\":\"what nobody else may read\"}".getBytes(UTF_8);

  static CacheConfig settings(String keys) {
    return SettingsLoader.of(Map.of("ocr.cache.encryption-keys", keys)).cache();
  }

  private static ValueEncryption seal(String keys) {
    return ValueEncryption.of(settings(keys));
  }

  @Test
  void shouldOpenWhatItSealed() {
    byte[] sealed = seal(ONE).encrypt(KEY, VALUE);

    assertThat(seal(ONE).open(KEY, sealed)).hasValue(VALUE);
    assertThat(sealed).hasSize(VALUE.length + ValueEncryption.OVERHEAD_BYTES + "one".length());
    assertThat(new String(sealed, UTF_8)).doesNotContain("nobody");
    assertThat(seal(ONE).encrypt(KEY, VALUE)).as("another nonce").isNotEqualTo(sealed);
    assertThat(seal(ONE).open(KEY, seal(ONE).encrypt(KEY, new byte[0]))).hasValue(new byte[0]);
  }

  @Test
  void shouldOpenWithEveryKeyAndSealWithTheFirst() {
    byte[] old = seal(ONE).encrypt(KEY, VALUE);
    ValueEncryption rotated = seal(TWO + "," + ONE);

    assertThat(rotated.open(KEY, old)).hasValue(VALUE);
    assertThat(seal(TWO).open(KEY, rotated.encrypt(KEY, VALUE))).hasValue(VALUE);
    assertThat(seal(TWO).open(KEY, old)).isEmpty();
  }

  @Test
  void shouldNotOpenUnderTheNameOfAnotherKey() {
    byte[] sealed = seal(ONE).encrypt(KEY, VALUE);
    assertThat(seal("one:" + TWO.substring(4)).open(KEY, sealed)).isEmpty();
  }

  @Test
  void shouldNotOpenWhatWasMoved() {
    assertThat(seal(ONE).open("ocr:other", seal(ONE).encrypt(KEY, VALUE))).isEmpty();
  }

  @Test
  void shouldNotOpenWhatWasChangedByAnyBit() {
    byte[] sealed = seal(ONE).encrypt(KEY, VALUE);
    for (int bit = 0; bit < sealed.length * Byte.SIZE; bit++) {
      byte[] changed = sealed.clone();
      changed[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
      assertThat(seal(ONE).open(KEY, changed)).as("bit %d", bit).isEmpty();
    }
  }

  @Test
  void shouldNotOpenWhatWasCutAnywhere() {
    byte[] sealed = seal(ONE).encrypt(KEY, VALUE);
    for (int length = 0; length < sealed.length; length++) {
      assertThat(seal(ONE).open(KEY, Arrays.copyOf(sealed, length)))
          .as("%d bytes", length)
          .isEmpty();
    }
    assertThat(seal(ONE).open(KEY, Arrays.copyOf(sealed, sealed.length + 1))).isEmpty();
  }

  @Test
  void shouldTakePlaintextOnlyWhereItIsAccepted() {
    ValueEncryption accepting =
        ValueEncryption.of(
            SettingsLoader.of(
                    Map.of(
                        "ocr.cache.encryption-keys", ONE, "ocr.cache.plaintext-accepted", "true"))
                .cache());

    assertThat(seal(ONE).open(KEY, VALUE)).isEmpty();
    assertThat(accepting.open(KEY, VALUE)).hasValue(VALUE);
    assertThat(accepting.open("ocr:other", seal(ONE).encrypt(KEY, VALUE))).isEmpty();
    assertThat(accepting.encrypt(KEY, VALUE)).isNotEqualTo(VALUE);
  }

  @Test
  void shouldPassValuesThroughWhenThereIsNoKey() {
    ValueEncryption off = ValueEncryption.of(SettingsLoader.of(Map.of()).cache());

    assertThat(off.isOn()).isFalse();
    assertThat(off.encrypt(KEY, VALUE)).isSameAs(VALUE);
    assertThat(off.open(KEY, VALUE)).hasValue(VALUE);
  }
}
