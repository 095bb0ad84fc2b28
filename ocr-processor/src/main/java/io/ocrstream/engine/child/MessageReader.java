/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child;

import io.ocrstream.concurrent.DaemonThreads;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.SynchronousQueue;

/**
 * Reads frames from the worker in a separate thread, so that the end of the worker is noticed even
 * while a page is being recognised.
 *
 * <p><b>Threading:</b> one thread takes frames. <b>Bounds:</b> holds one frame.
 */
final class MessageReader {
  private final BlockingQueue<MessageFrame> frames = new SynchronousQueue<>();

  private MessageReader() {}

  /** Starts to receive. {@code gone} runs when the other side has closed. */
  static MessageReader of(FrameChannel channel, Runnable gone) {
    MessageReader reader = new MessageReader();
    DaemonThreads.start("commands", () -> reader.receive(channel, gone));
    return reader;
  }

  private void receive(FrameChannel channel, Runnable gone) {
    try {
      while (true) {
        frames.put(channel.receive());
      }
    } catch (IOException | InterruptedException e) {
      gone.run();
    }
  }

  /** Waits for a frame. */
  MessageFrame take() throws InterruptedException {
    return frames.take();
  }

  /** Waits for a frame, which must be of {@code kind}. */
  MessageFrame take(MessageFrame.Kind kind) throws InterruptedException {
    MessageFrame frame = take();
    if (frame.kind() != kind) {
      throw new IllegalStateException("Received %s instead of %s".formatted(frame.kind(), kind));
    }
    return frame;
  }
}
