/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child;

import io.ocrstream.contracts.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.AbstractList;
import java.util.RandomAccess;

/**
 * The pages of a document that the worker holds, each asked for whenever it is got: a document may
 * have thousands, and a page with its words takes half a megabyte.
 *
 * <p><b>Threading:</b> the thread that works. <b>Bounds:</b> holds none of them. <b>Fails:</b> when
 * the worker has gone, and the child is about to.
 */
final class RemotePages extends AbstractList<Page> implements RandomAccess {
  private final MessageReader inbox;
  private final FrameChannel channel;
  private final int count;

  RemotePages(MessageReader inbox, FrameChannel channel, int count) {
    this.inbox = inbox;
    this.channel = channel;
    this.count = count;
  }

  @Override
  public Page get(int index) {
    try {
      channel.send(MessageFrame.Kind.WANTED, new Messages.Wanted(index));
      return inbox.take(MessageFrame.Kind.PAGE).as(Page.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts a child's work", e);
    }
  }

  @Override
  public int size() {
    return count;
  }
}
