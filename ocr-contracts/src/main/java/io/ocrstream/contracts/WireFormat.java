/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The wire format of Confluent's JSON Schema serializer: a zero byte, the id of the schema in a
 * registry (4 bytes, big-endian), and the JSON text. No JSON text starts with a zero byte, so
 * readers accept values with and without this header.
 *
 * <p>Source: "Wire format" in the documentation of Confluent's Schema Registry.
 */
public final class WireFormat {
  /** Length of the header in bytes. */
  public static final int HEADER_BYTES = 1 + Integer.BYTES;

  private static final byte MAGIC = 0;

  private WireFormat() {}

  /** Returns whether {@code value} starts with a header. */
  public static boolean hasHeader(byte[] value) {
    return value.length >= HEADER_BYTES && value[0] == MAGIC;
  }

  /** Returns the JSON text of {@code value}: the value itself if it has no header. */
  public static byte[] json(byte[] value) {
    return hasHeader(value) ? Arrays.copyOfRange(value, HEADER_BYTES, value.length) : value;
  }

  /** Returns {@code json} after a header with this schema id. */
  public static byte[] withHeader(int schemaId, byte[] json) {
    return ByteBuffer.allocate(HEADER_BYTES + json.length)
        .put(MAGIC)
        .putInt(schemaId)
        .put(json)
        .array();
  }
}
