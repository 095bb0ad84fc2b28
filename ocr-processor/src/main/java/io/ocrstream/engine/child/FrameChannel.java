/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child;

import io.ocrstream.contracts.Json;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/**
 * Sends and receives frames over a pair of pipes. A frame is the body's length in four bytes,
 * big-endian, the kind in one byte, and the body.
 *
 * <p><b>Threading:</b> any number of threads send, one receives. <b>Bounds:</b> bodies of at most
 * {@link #MAX_BODY_BYTES}, in both directions. <b>Fails:</b> with {@link EOFException} when the
 * other side has closed, with {@link IOException} when it violates the format.
 */
final class FrameChannel implements AutoCloseable {
  /** Maximum size of a body: several times the layout of the fullest page. */
  static final int MAX_BODY_BYTES = 32 << 20;

  private static final byte[] NO_BODY = {};

  private final DataInputStream in;
  private final DataOutputStream out;

  FrameChannel(InputStream in, OutputStream out) {
    this.in = new DataInputStream(new BufferedInputStream(in));
    this.out = new DataOutputStream(new BufferedOutputStream(out));
  }

  /** Sends a frame without a body. */
  void send(MessageFrame.Kind kind) throws IOException {
    send(kind, NO_BODY);
  }

  /** Sends a frame with {@code message} as JSON in its body. */
  void send(MessageFrame.Kind kind, Object message) throws IOException {
    send(kind, Json.write(message));
  }

  /** Sends a frame. */
  void send(MessageFrame.Kind kind, byte[] body) throws IOException {
    if (body.length > MAX_BODY_BYTES) {
      throw new IOException("A frame's body of %d bytes is too large".formatted(body.length));
    }
    synchronized (out) {
      out.writeInt(body.length);
      out.writeByte(kind.code());
      out.write(body);
      out.flush();
    }
  }

  /** Waits for the next frame. */
  MessageFrame receive() throws IOException {
    int length = in.readInt();
    Optional<MessageFrame.Kind> kind = MessageFrame.Kind.of(in.readUnsignedByte());
    if (length < 0 || length > MAX_BODY_BYTES || kind.isEmpty()) {
      throw new IOException("Not a valid frame");
    }
    byte[] body = new byte[length];
    in.readFully(body);
    return new MessageFrame(kind.get(), body);
  }

  /** Closes the sending side, which tells the other one that no more frames come. */
  @Override
  public void close() throws IOException {
    out.close();
  }
}
