/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Converts contract types to JSON and back. All conversions use this class.
 *
 * <p><b>Threading:</b> any.
 */
public final class Json {
  /** Context attribute that holds the parsed bytes, for {@link RawJson}. */
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
          .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
          .build();

  private Json() {}

  /** Names the constants of an enum in JSON: by their names in lower case. */
  public interface Named {
    /** Returns the name of the constant, as {@link Enum#name}. */
    String name();

    /** Returns the lower-case name, as in events and payloads. */
    @JsonValue
    default String jsonName() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the constant of {@code type} with this JSON name; empty if there is none. */
    static <E extends Enum<E> & Named> Optional<E> parse(Class<E> type, String name) {
      return Arrays.stream(type.getEnumConstants())
          .filter(constant -> constant.jsonName().equals(name))
          .findFirst();
    }
  }

  /** Signals bytes that are not JSON of the expected type. */
  public static final class Unreadable extends IOException {
    Unreadable(String message) {
      super(message);
    }
  }

  /** Writes a contract type. A failure is a defect. */
  public static byte[] write(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a contract type, with or without the header of {@link WireFormat}.
   *
   * @throws Unreadable if the bytes have another form; the message contains none of them
   */
  public static <T> T read(byte[] bytes, Class<T> type) throws Unreadable {
    byte[] utf8 = WireFormat.json(bytes);
    try {
      T value = MAPPER.readerFor(type).withAttribute(SOURCE, utf8).readValue(utf8);
      if (value == null) {
        throw new Unreadable("null is not a " + type.getSimpleName());
      }
      return value;
    } catch (Unreadable e) {
      throw e;
    } catch (IOException e) {
      // Jackson's message would quote the input, which may be document text.
      throw new Unreadable("not a " + type.getSimpleName() + ": " + e.getClass().getSimpleName());
    }
  }

  /** Reads a contract type; empty if the bytes are missing or another program wrote them. */
  public static <T> Optional<T> find(byte @Nullable [] utf8, Class<T> type) {
    try {
      return utf8 == null ? Optional.empty() : Optional.of(read(utf8, type));
    } catch (Unreadable e) {
      return Optional.empty();
    }
  }

  /**
   * Reads bytes that this system wrote.
   *
   * @throws UncheckedIOException if the bytes have another form, because of a defect or another
   *     writer
   */
  public static <T> T readOwn(byte[] utf8, Class<T> type) {
    try {
      return read(utf8, type);
    } catch (Unreadable e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns the configured mapper, for trees and generated schemas; callers must not reconfigure
   * it.
   */
  public static ObjectMapper mapper() {
    return MAPPER;
  }
}
