/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.tesseract;

import io.ocrstream.contracts.Outcome;
import io.ocrstream.engine.image.PixImage;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Lends Tesseract instances, each to one thread at a time, and keeps returned ones for reuse.
 *
 * <p><b>Threading:</b> any. <b>Bounds:</b> one instance for each borrower; at most {@code maxIdle}
 * idle ones, of which the least recently used is closed first; an instance is replaced after {@code
 * recyclePages} pages.
 */
final class TesseractPool implements AutoCloseable {
  private final int recyclePages;
  private final int maxIdle;
  private final Deque<Idle> idle = new ArrayDeque<>();
  private boolean closed;

  TesseractPool(int recyclePages, int maxIdle) {
    this.recyclePages = recyclePages;
    this.maxIdle = maxIdle;
  }

  private record Idle(TesseractHandle.Models models, TesseractHandle handle) {}

  /** Runs {@code use} with an instance. An instance is not reused after an exception. */
  <R> R with(TesseractHandle.Models models, Function<TesseractHandle, R> use) {
    TesseractHandle kept = take(models);
    TesseractHandle handle = kept == null ? TesseractHandle.open(models) : kept;
    boolean sound = false;
    try {
      R result = use.apply(handle);
      sound = handle.pages() < recyclePages;
      return result;
    } finally {
      giveBack(models, handle, sound);
    }
  }

  /** Recognises an image with an instance, see {@link TesseractHandle#read}. */
  Outcome<TesseractHandle.Scan> read(
      TesseractHandle.Models models,
      PixImage image,
      int pageSegmentationMode,
      TesseractHandle.Threshold threshold,
      Duration timeout,
      int maxComponents) {
    return with(
        models,
        handle -> handle.read(image, pageSegmentationMode, threshold, timeout, maxComponents));
  }

  private synchronized @Nullable TesseractHandle take(TesseractHandle.Models models) {
    if (closed) {
      throw new IllegalStateException("closed");
    }
    for (Iterator<Idle> all = idle.descendingIterator(); all.hasNext(); ) {
      Idle next = all.next();
      if (next.models().equals(models)) {
        all.remove();
        return next.handle();
      }
    }
    return null;
  }

  private void giveBack(TesseractHandle.Models models, TesseractHandle handle, boolean sound) {
    TesseractHandle surplus = sound ? keep(models, handle) : handle;
    if (surplus != null) {
      surplus.close();
    }
  }

  private synchronized @Nullable TesseractHandle keep(
      TesseractHandle.Models models, TesseractHandle handle) {
    if (closed) {
      return handle;
    }
    idle.addLast(new Idle(models, handle));
    return idle.size() > maxIdle ? idle.removeFirst().handle() : null;
  }

  /** Closes all idle instances. Lent ones are closed when they are returned. */
  @Override
  public synchronized void close() {
    closed = true;
    idle.forEach(each -> each.handle().close());
    idle.clear();
  }
}
