/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.lettuce.core.KeyValue;
import io.ocrstream.cache.LegacyEntry;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes entries of the earlier Python service. Reads what {@code json.dumps} and {@code
 * redis-py} write: escaped or plain Unicode, {@code NaN}, and times with fractions.
 *
 * <p>An entry is malformed if a field is missing, has another type or is out of range. Unknown
 * fields are allowed.
 *
 * <p><b>Threading:</b> any. <b>Fails:</b> never; a malformed entry is empty.
 */
public final class LegacyCodec {
  /** Glob pattern of Redis that matches the keys of all entries, and no key of this cache. */
  public static final String KEYS = "ocr:" + "[0-9a-f]".repeat(32);

  /** The fields of an entry that is a Redis hash. */
  public static final List<String> FIELDS =
      List.of("text", "confidence", "process_time", "word_count", "timestamp");

  private static final Pattern KEY = Pattern.compile("ocr:[0-9a-f]{32}");
  private static final Pattern INTEGER = Pattern.compile("[0-9]{1,9}");
  private static final Pattern NUMBER =
      Pattern.compile("-?[0-9]{1,20}(\\.[0-9]{1,20})?([eE][-+]?[0-9]{1,3})?");
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private LegacyCodec() {}

  /** Returns the key of the entry of bytes with this MD5. */
  public static String key(String md5) {
    return "ocr:" + md5;
  }

  /** Returns whether {@code key} is the key of an entry of the earlier service. */
  public static boolean isKey(String key) {
    return KEY.matcher(key).matches();
  }

  /** Reads an entry that is a JSON text. */
  public static Optional<LegacyEntry> read(byte[] json) {
    try {
      JsonNode tree = JSON.readTree(json);
      return tree != null && tree.isObject() ? entry(tree) : Optional.empty();
    } catch (IOException e) {
      // The value is truncated or not JSON, so it is no entry.
      return Optional.empty();
    }
  }

  private static Optional<LegacyEntry> entry(JsonNode tree) {
    JsonNode confidence = tree.path("confidence");
    JsonNode words = tree.path("word_count");
    boolean typed =
        tree.path("text").isTextual()
            && (confidence.isNumber() || confidence.isNull())
            && tree.path("process_time").isNumber()
            && words.isIntegralNumber()
            && words.canConvertToInt()
            && tree.path("timestamp").isNumber();
    return typed
        ? checked(
            tree.path("text").textValue(),
            confidence.isNull() ? Double.NaN : confidence.doubleValue(),
            tree.path("process_time").doubleValue(),
            words.intValue(),
            tree.path("timestamp").doubleValue())
        : Optional.empty();
  }

  /** Reads an entry that is a Redis hash, from the values of {@link #FIELDS}. */
  public static Optional<LegacyEntry> read(List<KeyValue<String, byte[]>> fields) {
    Map<String, byte[]> present = new HashMap<>();
    fields.stream()
        .filter(KeyValue::hasValue)
        .forEach(field -> present.put(field.getKey(), field.getValue()));
    return entry(present);
  }

  private static Optional<LegacyEntry> entry(Map<String, byte[]> fields) {
    if (!fields.keySet().containsAll(FIELDS)) {
      return Optional.empty();
    }
    String words = text(fields, "word_count");
    return INTEGER.matcher(words).matches()
        ? checked(
            text(fields, "text"),
            number(fields, "confidence", true),
            number(fields, "process_time", false),
            Integer.parseInt(words),
            number(fields, "timestamp", false))
        : Optional.empty();
  }

  private static String text(Map<String, byte[]> fields, String name) {
    return new String(fields.getOrDefault(name, new byte[0]), UTF_8);
  }

  /** Returns a number as Python's {@code repr} writes it; infinite if it is none. */
  private static double number(Map<String, byte[]> fields, String name, boolean orNaN) {
    String text = text(fields, name);
    if (orNaN && text.equals("nan")) {
      return Double.NaN;
    }
    return NUMBER.matcher(text).matches() ? Double.parseDouble(text) : Double.POSITIVE_INFINITY;
  }

  private static Optional<LegacyEntry> checked(
      String text, double confidence, double processTime, int wordCount, double timestamp) {
    @Nullable Double known = Double.isNaN(confidence) ? null : confidence;
    boolean inRange =
        (known == null || (confidence >= 0 && confidence <= 1))
            && isTime(processTime)
            && wordCount >= 0
            && isTime(timestamp)
            // Python can hold half of a surrogate pair, which UTF-8 cannot.
            && UTF_8.newEncoder().canEncode(text);
    return inRange
        ? Optional.of(new LegacyEntry(text, known, processTime, wordCount, timestamp))
        : Optional.empty();
  }

  /** Returns whether the number of seconds is finite and a {@code long} in milliseconds. */
  private static boolean isTime(double seconds) {
    return seconds >= 0 && seconds <= 1e12;
  }

  /** Writes an entry as a JSON text that Python's {@code json.loads} reads. */
  static byte[] write(LegacyEntry entry) {
    try {
      return JSON.writeValueAsBytes(
          JSON.createObjectNode()
              .put("text", entry.text())
              .put("confidence", entry.confidence())
              .put("process_time", entry.processTime())
              .put("word_count", entry.wordCount())
              .put("timestamp", entry.timestamp()));
    } catch (IOException e) {
      throw new IllegalStateException("a tree of five fields can be written", e);
    }
  }
}
