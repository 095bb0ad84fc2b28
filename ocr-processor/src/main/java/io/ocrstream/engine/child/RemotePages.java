/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child;

import io.ocrstream.contracts.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.AbstractList;
import java.util.RandomAccess;

/**
 * A list of pages that the worker holds. Each access requests a page from the worker, because a
 * document may have thousands of pages of half a megabyte each.
 *
 * <p><b>Threading:</b> the working thread. <b>Bounds:</b> holds no page. <b>Fails:</b> when the
 * worker has ended.
 */
final class RemotePages extends AbstractList<Page> implements RandomAccess {
  private final MessageReader reader;
  private final FrameChannel channel;
  private final int count;

  RemotePages(MessageReader reader, FrameChannel channel, int count) {
    this.reader = reader;
    this.channel = channel;
    this.count = count;
  }

  @Override
  public Page get(int index) {
    try {
      channel.send(MessageFrame.Kind.WANTED, new Messages.Wanted(index));
      return reader.take(MessageFrame.Kind.PAGE).as(Page.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException("The engine thread was interrupted", e);
    }
  }

  @Override
  public int size() {
    return count;
  }
}
