/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child;

import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.Page;
import io.ocrstream.engine.PageCachePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Accesses the worker's page cache from the child.
 *
 * <p><b>Threading:</b> the thread that reads pages. <b>Fails:</b> when the worker has ended.
 */
final class RemotePageCache implements PageCachePort {
  private final MessageReader reader;
  private final FrameChannel channel;
  private @Nullable Page kept;

  RemotePageCache(MessageReader reader, FrameChannel channel) {
    this.reader = reader;
    this.channel = channel;
  }

  /** Forgets the last page. Called before each page. */
  void reset() {
    kept = null;
  }

  /** Returns whether {@code page} is the object that was last sent for caching. */
  @SuppressWarnings("ReferenceEquality") // Comparing a page's words would cost more than it saves.
  boolean hasKept(Page page) {
    return page == kept;
  }

  @Override
  public Optional<Page> find(String digest) {
    try {
      channel.send(MessageFrame.Kind.SEEN, new Messages.Seen(digest));
      return Optional.ofNullable(
          reader.take(MessageFrame.Kind.KNOWN).as(Messages.Known.class).page());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException("The engine thread was interrupted", e);
    }
  }

  @Override
  public void keep(String digest, Page page) {
    byte[] body = Json.write(new Messages.Keep(digest, page));
    if (body.length > FrameChannel.MAX_BODY_BYTES) {
      return;
    }
    try {
      channel.send(MessageFrame.Kind.KEEP, body);
      kept = page;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
