/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.flight;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;

/**
 * An event that waits for a flight to land.
 *
 * @param origin name of the place from which the bytes of the event would be read, in ASCII
 * @param body the data needed to answer the event; opaque here
 * @param deadline end of the wait, in epoch milliseconds; {@link #NEVER} for none
 */
@SuppressWarnings("ArrayRecordComponent") // The body is opaque and never compared.
public record WaiterRow(String origin, byte[] body, long deadline) {
  /** The deadline of events that wait without a limit. */
  public static final long NEVER = Long.MAX_VALUE;

  private static final byte VERSION = 1;

  /** Returns whether the deadline is over. */
  boolean isGone(long now) {
    return deadline <= now;
  }

  /** Returns the waiter with another deadline. */
  WaiterRow until(long newDeadline) {
    return new WaiterRow(origin, body, newDeadline);
  }

  byte[] encode() {
    byte[] name = origin.getBytes(US_ASCII);
    return ByteBuffer.allocate(1 + Long.BYTES + Short.BYTES + name.length + body.length)
        .put(VERSION)
        .putLong(deadline)
        .putShort((short) name.length)
        .put(name)
        .put(body)
        .array();
  }

  static WaiterRow decode(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    byte version = buffer.get();
    if (version != VERSION) {
      throw new IllegalStateException("waiter of version " + version + ", not " + VERSION);
    }
    long deadline = buffer.getLong();
    byte[] name = new byte[buffer.getShort()];
    buffer.get(name);
    byte[] body = new byte[buffer.remaining()];
    buffer.get(body);
    return new WaiterRow(new String(name, US_ASCII), body, deadline);
  }
}
