/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.worker.document;

import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.Page;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * The pages of a document as they are read, in any order. They are kept as JSON, in memory first
 * and in a file once they exceed {@code heldBytes}. A page with its words takes ten times the
 * memory of its JSON, and a document may have thousands of pages.
 *
 * <p><b>Threading:</b> any. <b>Bounds:</b> {@code heldBytes} in memory, and 16 bytes for each page.
 * <b>Fails:</b> with an {@link UncheckedIOException} if the file cannot be written or read.
 */
final class PageSpool implements Closeable {
  /** Bytes of JSON held in memory: about twenty pages with their words. */
  static final int HELD_BYTES = 1 << 20;

  private final Path file;
  private final long[] positions;
  private final int[] lengths;

  /** The bytes before they are moved to the file; null afterwards. */
  private byte @Nullable [] held;

  /** A file rather than a channel, because an interrupt of any reader would close a channel. */
  private @Nullable RandomAccessFile spooled;

  private long end;

  /**
   * Creates an empty spool without I/O.
   *
   * @param file created on demand; the caller deletes it
   * @param count the number of pages
   */
  PageSpool(Path file, int count, int heldBytes) {
    this.file = file;
    this.positions = new long[count];
    this.lengths = new int[count];
    this.held = new byte[heldBytes];
  }

  /** Stores the page at {@code index}, from 0. */
  void put(int index, Page page) {
    byte[] json = Json.write(page);
    synchronized (this) {
      try {
        positions[index] = end;
        lengths[index] = json.length;
        append(json);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void append(byte[] json) throws IOException {
    byte[] buffer = held;
    if (buffer != null && end + json.length <= buffer.length) {
      System.arraycopy(json, 0, buffer, (int) end, json.length);
    } else {
      RandomAccessFile target = opened();
      if (buffer != null) {
        target.write(buffer, 0, (int) end);
        held = null;
      }
      target.seek(end);
      target.write(json);
    }
    end += json.length;
  }

  private RandomAccessFile opened() throws IOException {
    RandomAccessFile open = spooled;
    if (open == null) {
      open = new RandomAccessFile(file.toFile(), "rw");
      spooled = open;
    }
    return open;
  }

  /** Returns the pages in order. Each access reads the page again. All pages must have been put. */
  List<Page> pages() {
    return new Pages();
  }

  private synchronized Page page(int index) {
    int length = lengths[index];
    if (length == 0) {
      throw new IllegalStateException("page at " + index + " was not put");
    }
    byte[] json = new byte[length];
    byte[] buffer = held;
    if (buffer != null) {
      System.arraycopy(buffer, (int) positions[index], json, 0, length);
    } else {
      read(json, positions[index]);
    }
    return Json.readOwn(json, Page.class);
  }

  private void read(byte[] json, long position) {
    try {
      RandomAccessFile source = opened();
      source.seek(position);
      source.readFully(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized void close() throws IOException {
    if (spooled != null) {
      spooled.close();
    }
  }

  private final class Pages extends AbstractList<Page> implements RandomAccess {
    @Override
    public Page get(int index) {
      return page(index);
    }

    @Override
    public int size() {
      return lengths.length;
    }
  }
}
