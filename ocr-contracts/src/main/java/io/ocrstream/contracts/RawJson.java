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
 * A JSON object kept as the bytes it was written in, inside a larger JSON text: writing splices
 * them in, reading cuts them out, and nothing is parsed and written anew in between. So a hit is
 * byte-identical to its miss.
 */
@JsonSerialize(using = RawJson.Splice.class)
@JsonDeserialize(using = RawJson.Cut.class)
public final class RawJson {
  private final byte[] utf8;

  private RawJson(byte[] utf8) {
    this.utf8 = utf8;
  }

  /** Takes {@code utf8} over: the caller must not write to it any more. */
  public static RawJson of(byte[] utf8) {
    return new RawJson(utf8);
  }

  /** The bytes themselves: the caller must not write to them. */
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

  /** Only the length: the text is a document's, and this may end in a log. */
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
