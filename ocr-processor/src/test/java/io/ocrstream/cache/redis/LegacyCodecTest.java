/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.KeyValue;
import io.ocrstream.cache.LegacyEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

public class LegacyCodecTest {
  /** As Python 3 writes it by {@code json.dumps} of a dict, with {@code time.time()}. */
  public static final String JSON =
      "{\"text\": \"Caf\\u00e9 \\u2013 stra\\u00dfe\\nN\\u00ba 7 \\u2603 \\ud83d\\ude00\","
          + " \"confidence\": 0.9312345678901234, \"process_time\": 2.4134, \"word_count\": 5,"
          + " \"timestamp\": 1700000000.1234567}";

  public static final LegacyEntry ENTRY =
      new LegacyEntry(
          "Café – straße\nNº 7 ☃ 😀", 0.9312345678901234, 2.4134, 5, 1700000000.1234567);

  @Test
  void shouldReadWhatPythonWrites() {
    assertThat(read(JSON)).contains(ENTRY);
    assertThat(read(JSON.replace("\\u00e9", "é"))).as("ensure_ascii=False").contains(ENTRY);
    assertThat(read(JSON.replace("}", ", \"cached\": true}"))).as("one field more").contains(ENTRY);
    String blank =
        "{\"text\": \"\", \"confidence\": NaN, \"process_time\": 1e-05, \"word_count\": 0,"
            + " \"timestamp\": 1700000000}";
    LegacyEntry nothing = new LegacyEntry("", null, 1e-5, 0, 1_700_000_000);
    assertThat(read(blank)).contains(nothing);
    assertThat(read(blank.replace("NaN", "null"))).contains(nothing);
    assertThat(hash("", "nan", "1e-05", "0", "1700000000")).contains(nothing);
    assertThat(hash(ENTRY.text(), "0.9312345678901234", "2.4134", "5", "1700000000.1234567"))
        .contains(ENTRY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"text\":      | \"texts\":",
        "\"Caf         | 7, \"x\": \"Caf",
        "\\ud83d\\ude00 | \\ud83d",
        "0.9312345678901234 | 1.01",
        "0.9312345678901234 | -0.01",
        "0.9312345678901234 | Infinity",
        "0.9312345678901234 | \"0.9\"",
        "2.4134         | NaN",
        "2.4134         | -1",
        ": 5,           | : 5.0,",
        ": 5,           | : -5,",
        ": 5,           | : 99999999999,",
        "1700000000.1234567 | \"2023-11-14T22:13:20\"",
        "1700000000.1234567 | 1e300",
        "}              | ",
        "}              | }{}",
        "{              | [{",
      })
  void shouldRefuseAMalformedEntry(String good, String bad) {
    String changed = JSON.replace(good, bad == null ? "" : bad);
    assertThat(changed).isNotEqualTo(JSON);
    assertThat(read(changed)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "7", "gAAAAABk", "\u0080\u0004\u0095"})
  void shouldRefuseWhatIsNoObject(String value) {
    assertThat(read(value)).isEmpty();
  }

  @Test
  void shouldRefuseAMalformedHash() {
    assertThat(hash("a", "0.5", "1", "1", null)).as("a field is missing").isEmpty();
    assertThat(hash("a", "high", "1", "1", "1")).isEmpty();
    assertThat(hash("a", "0.5", "nan", "1", "1")).isEmpty();
    assertThat(hash("a", "0.5", "1", "1.0", "1")).isEmpty();
    assertThat(hash("a", "0.5", "1", "1", "0x1p3")).as("only Java's number").isEmpty();
  }

  @Test
  void shouldReadWhatItWrites() {
    assertThat(LegacyCodec.read(LegacyCodec.write(ENTRY))).contains(ENTRY);
  }

  @Test
  void shouldTellItsKeysFromOthers() {
    assertThat(LegacyCodec.isKey("ocr:d41d8cd98f00b204e9800998ecf8427e")).isTrue();
    assertThat(LegacyCodec.isKey("ocr:at:98f00b204e9800998ecf8427e98f00b")).isFalse();
    assertThat(LegacyCodec.isKey("ocr:" + "0".repeat(64) + ":0123456789abcdef")).isFalse();
  }

  private static Optional<LegacyEntry> read(String json) {
    return LegacyCodec.read(json.getBytes(UTF_8));
  }

  private static Optional<LegacyEntry> hash(@Nullable String... values) {
    List<KeyValue<String, byte[]>> fields = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      @Nullable String value = values[i];
      fields.add(
          KeyValue.fromNullable(
              LegacyCodec.FIELDS.get(i), value == null ? null : value.getBytes(UTF_8)));
    }
    return LegacyCodec.read(fields);
  }
}
