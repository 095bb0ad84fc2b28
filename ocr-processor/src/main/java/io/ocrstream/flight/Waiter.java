/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.flight;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;

/**
 * One event that waits for a flight to land.
 *
 * @param origin names the place that the event's bytes would be read from, in ASCII
 * @param body whatever is needed to answer it; opaque here
 */
@SuppressWarnings("ArrayRecordComponent") // The body is opaque and never compared.
public record Waiter(String origin, byte[] body) {

  byte[] encode() {
    byte[] name = origin.getBytes(US_ASCII);
    return ByteBuffer.allocate(Short.BYTES + name.length + body.length)
        .putShort((short) name.length)
        .put(name)
        .put(body)
        .array();
  }

  static Waiter decode(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    byte[] name = new byte[buffer.getShort()];
    buffer.get(name);
    byte[] body = new byte[buffer.remaining()];
    buffer.get(body);
    return new Waiter(new String(name, US_ASCII), body);
  }
}
