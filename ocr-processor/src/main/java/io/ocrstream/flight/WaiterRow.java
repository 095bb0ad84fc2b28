/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.flight;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;

/**
 * One event that waits for a flight to land.
 *
 * @param origin names the place that the event's bytes would be read from, in ASCII
 * @param body whatever is needed to answer it; opaque here
 * @param deadline epoch milliseconds; from then on it waits no longer. {@link #NEVER} for none
 */
@SuppressWarnings("ArrayRecordComponent") // The body is opaque and never compared.
public record WaiterRow(String origin, byte[] body, long deadline) {
  /** Of those who wait for as long as it takes. */
  public static final long NEVER = Long.MAX_VALUE;

  private static final byte VERSION = 1;

  /** One without a deadline. */
  public WaiterRow(String origin, byte[] body) {
    this(origin, body, NEVER);
  }

  /** Whether it waits no longer. */
  boolean isGone(long now) {
    return deadline <= now;
  }

  /** The same with another deadline. */
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
