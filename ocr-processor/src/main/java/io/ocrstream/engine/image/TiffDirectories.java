/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.imageio.plugins.tiff.BaselineTIFFTagSet;

/**
 * Walks the chain of image file directories (IFDs) of a TIFF or BigTIFF file.
 *
 * <p><b>Bounds:</b> {@link #MAX_DIRECTORIES}, {@link #MAX_ENTRIES}; a cyclic chain ends where it
 * repeats. <b>Fails:</b> a directory that cannot be read has the size 0 by 0 and is the last one.
 */
final class TiffDirectories {
  /** Maximum number of pages that are searched: more than any setting allows. */
  static final int MAX_DIRECTORIES = 20_000;

  private static final int TYPE_SHORT = 3;

  /** Maximum number of entries in a directory. A directory with more is damaged. */
  static final int MAX_ENTRIES = 4096;

  private final FileChannel file;
  private final ByteOrder order;
  private final boolean big;

  private TiffDirectories(FileChannel file, ByteOrder order, boolean big) {
    this.file = file;
    this.order = order;
    this.big = big;
  }

  /**
   * An image file directory.
   *
   * @param offset offset in the file, in bytes
   * @param size stored size, before rotation
   * @param isReduced whether it is a reduced copy of another image in the file
   * @param samples samples per pixel
   */
  record Directory(long offset, ImageHeaders.Size size, boolean isReduced, int samples) {}

  /** Returns the directories in order; none if the header is damaged. */
  static List<Directory> of(FileChannel file) throws IOException {
    ByteBuffer mark = ByteBuffer.allocate(4);
    file.read(mark, 0);
    ByteOrder order = mark.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    boolean big = mark.order(order).getShort(2) == 43;
    return new TiffDirectories(file, order, big).walk();
  }

  private List<Directory> walk() throws IOException {
    List<Directory> directories = new ArrayList<>();
    Set<Long> seen = new HashSet<>();
    long next = big ? number(8, 8) : number(4, 4);
    while (next > 0 && seen.add(next) && directories.size() < MAX_DIRECTORIES) {
      long offset = next;
      long entries = big ? number(offset, 8) : number(offset, 2);
      if (entries < 1 || entries > MAX_ENTRIES) {
        ImageHeaders.Size none = new ImageHeaders.Size(0, 0);
        directories.add(new Directory(offset, none, false, 1));
        return directories;
      }
      long first = offset + (big ? 8 : 2);
      int entryBytes = big ? 20 : 12;
      ByteBuffer table = read(first, (int) entries * entryBytes);
      directories.add(directory(offset, table, entryBytes));
      next = number(first + entries * entryBytes, big ? 8 : 4);
    }
    return directories;
  }

  private Directory directory(long offset, ByteBuffer table, int entryBytes) throws IOException {
    Map<Integer, Long> values = new HashMap<>();
    for (int at = 0; at + entryBytes <= table.limit(); at += entryBytes) {
      values.put(table.getShort(at) & 0xFFFF, value(table, at));
    }
    long width = values.getOrDefault(BaselineTIFFTagSet.TAG_IMAGE_WIDTH, 0L);
    long height = values.getOrDefault(BaselineTIFFTagSet.TAG_IMAGE_LENGTH, 0L);
    return new Directory(
        offset,
        new ImageHeaders.Size(width, height),
        (values.getOrDefault(BaselineTIFFTagSet.TAG_NEW_SUBFILE_TYPE, 0L) & 1) != 0,
        values.getOrDefault(BaselineTIFFTagSet.TAG_SAMPLES_PER_PIXEL, 1L).intValue());
  }

  /* Returns the first value of an entry. More values than fit are elsewhere in the file. */
  private long value(ByteBuffer table, int at) throws IOException {
    int valueAt = at + (big ? 12 : 8);
    int count = table.getInt(at + 4);
    if (table.getShort(at + 2) == TYPE_SHORT && count > (big ? 4 : 2)) {
      return number(big ? table.getLong(valueAt) : table.getInt(valueAt) & 0xFFFF_FFFFL, 2);
    }
    return table.getShort(at + 2) == TYPE_SHORT
        ? table.getShort(valueAt) & 0xFFFF
        : table.getInt(valueAt) & 0xFFFF_FFFFL;
  }

  /** Reads an unsigned number of 2, 4 or 8 bytes; -1 if it is past the end of the file. */
  private long number(long at, int bytes) throws IOException {
    ByteBuffer buffer = read(at, bytes);
    if (buffer.limit() < bytes) {
      return -1;
    }
    return switch (bytes) {
      case 2 -> buffer.getShort(0) & 0xFFFF;
      case 4 -> buffer.getInt(0) & 0xFFFF_FFFFL;
      default -> buffer.getLong(0);
    };
  }

  private ByteBuffer read(long at, int bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(bytes).order(order);
    int got = at >= 0 && at < file.size() ? 0 : -1;
    while (got >= 0 && buffer.hasRemaining()) {
      got = file.read(buffer, at + buffer.position());
    }
    return buffer.flip();
  }
}
