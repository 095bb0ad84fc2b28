/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child;

import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.SynchronousQueue;

/**
 * Frames from the worker, taken off the pipe by a thread of their own: so that the worker's end is
 * noticed while a page is in hand, however long that takes.
 *
 * <p><b>Threading:</b> one thread takes. <b>Bounds:</b> one frame is held.
 */
final class MessageReader {
  private final BlockingQueue<MessageFrame> frames = new SynchronousQueue<>();

  private MessageReader() {}

  /** Begins to receive; {@code gone} runs when the other side has gone. */
  static MessageReader of(FrameChannel channel, Runnable gone) {
    MessageReader inbox = new MessageReader();
    Thread thread = new Thread(() -> inbox.receive(channel, gone), "commands");
    thread.setDaemon(true);
    thread.start();
    return inbox;
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

  /** Waits for a frame of that kind; any other one is a defect. */
  MessageFrame take(MessageFrame.Kind kind) throws InterruptedException {
    MessageFrame frame = take();
    if (frame.kind() != kind) {
      throw new IllegalStateException("%s instead of %s".formatted(frame.kind(), kind));
    }
    return frame;
  }
}
