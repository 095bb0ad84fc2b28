/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.io.IOException;
import java.util.Arrays;

/**
 * Holds a JSON object as its original bytes within a larger JSON text. Writing inserts the bytes
 * and reading extracts them, without parsing. So a cache hit is byte-identical to the miss before
 * it.
 */
@JsonSerialize(using = RawJson.Splice.class)
@JsonDeserialize(using = RawJson.Cut.class)
public final class RawJson {
  private final byte[] utf8;

  private RawJson(byte[] utf8) {
    this.utf8 = utf8;
  }

  /** Wraps {@code utf8}; the caller must not modify it afterwards. */
  public static RawJson of(byte[] utf8) {
    return new RawJson(utf8);
  }

  /** Returns the wrapped bytes; the caller must not modify them. */
  public byte[] utf8() {
    return utf8;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RawJson raw && Arrays.equals(utf8, raw.utf8);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(utf8);
  }

  /** Returns only the length, because the text is a document's and the string may be logged. */
  @Override
  public String toString() {
    return "RawJson[" + utf8.length + " bytes]";
  }

  static final class Splice extends JsonSerializer<RawJson> {
    @Override
    public void serialize(RawJson value, JsonGenerator generator, SerializerProvider provider)
        throws IOException {
      generator.writeRawValue(new Utf8Json(value.utf8));
    }
  }

  static final class Cut extends JsonDeserializer<RawJson> {
    @Override
    public RawJson deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      if (parser.currentToken() != JsonToken.START_OBJECT) {
        return (RawJson) context.handleUnexpectedToken(RawJson.class, parser);
      }
      byte[] source = (byte[]) context.getAttribute(Json.SOURCE);
      int start = (int) parser.currentTokenLocation().getByteOffset();
      parser.skipChildren();
      int end = (int) parser.currentLocation().getByteOffset();
      return new RawJson(Arrays.copyOfRange(source, start, end));
    }
  }
}
