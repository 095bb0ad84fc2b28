/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The one way in which contract types become bytes and bytes contract types.
 *
 * <p><b>Threading:</b> any.
 */
public final class Json {
  /** Context attribute that holds the bytes being read, for {@link RawJson}. */
  static final String SOURCE = "source";

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Json() {}

  /** Bytes that are not the JSON of the wanted type. */
  public static final class Unreadable extends IOException {
    Unreadable(String message) {
      super(message);
    }
  }

  /** Writes a contract type. It cannot fail on one: a failure is a defect. */
  public static byte[] write(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a contract type.
   *
   * @throws Unreadable if the bytes are not one; the message quotes no content
   */
  public static <T> T read(byte[] utf8, Class<T> type) throws Unreadable {
    try {
      T value = MAPPER.readerFor(type).withAttribute(SOURCE, utf8).readValue(utf8);
      if (value == null) {
        throw new Unreadable("null is not a " + type.getSimpleName());
      }
      return value;
    } catch (Unreadable e) {
      throw e;
    } catch (IOException e) {
      // Jackson's own message quotes the input, which may be a document's text.
      throw new Unreadable("not a " + type.getSimpleName() + ": " + e.getClass().getSimpleName());
    }
  }

  /**
   * Reads what this system wrote itself.
   *
   * @throws UncheckedIOException if the bytes are not one: a defect, or a foreign writer
   */
  public static <T> T readOwn(byte[] utf8, Class<T> type) {
    try {
      return read(utf8, type);
    } catch (Unreadable e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The configured mapper, for trees and generated schemas; callers must not reconfigure it. */
  public static ObjectMapper mapper() {
    return MAPPER;
  }
}
