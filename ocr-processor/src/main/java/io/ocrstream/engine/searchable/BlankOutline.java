/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.searchable;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Builds the smallest TrueType font that PDF readers accept. It has two glyphs without contours,
 * each half an em wide and one em high above the baseline. It contains only the six tables that a
 * font embedded in a PDF needs. The fields are specified by OpenType.
 */
final class BlankOutline {
  /** Units per em. */
  static final int EM = 1000;

  /** Advance width of a glyph, in units. */
  static final int ADVANCE = 500;

  /** Index of the glyph that is shown. Glyph 0 is {@code .notdef}. */
  static final int GLYPH = 1;

  private static final int GLYPHS = 2;

  /** A glyph without contours, with an empty box and no instructions, padded to a word. */
  private static final int GLYPH_BYTES = 12;

  private static final int TABLE_ENTRY_BYTES = 16;
  private static final int CHECKSUM_AT = 8;
  private static final int CHECKSUM_OF_FONT = 0xB1B0AFBA;

  private BlankOutline() {}

  private record Table(String tag, ByteBuffer data) {}

  /** Returns the font file. It is always the same. */
  static byte[] trueType() {
    List<Table> tables = new ArrayList<>();
    tables.add(new Table("glyf", shorts(new int[GLYPH_BYTES / 2])));
    Table head = new Table("head", head());
    tables.add(head);
    tables.add(new Table("hhea", horizontalHeader()));
    tables.add(new Table("hmtx", shorts(ADVANCE, 0, ADVANCE, 0)));
    // Offsets in units of two bytes: glyph 0 is empty, glyph 1 has all bytes.
    tables.add(new Table("loca", shorts(0, 0, GLYPH_BYTES / 2)));
    tables.add(new Table("maxp", shorts(1, 0, GLYPHS, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0)));
    int size = 12 + tables.size() * TABLE_ENTRY_BYTES;
    size += tables.stream().mapToInt(table -> padded(table.data())).sum();
    ByteBuffer font = ByteBuffer.allocate(size);
    // Version 1.0, then the parameters of a binary search over six tables.
    font.putInt(0x00010000).putShort((short) tables.size());
    font.putShort((short) 64).putShort((short) 2).putShort((short) 32);
    int at = 12 + tables.size() * TABLE_ENTRY_BYTES;
    int headAt = 0;
    for (Table table : tables) {
      font.put(table.tag().getBytes(StandardCharsets.US_ASCII));
      font.putInt(sum(table.data())).putInt(at).putInt(table.data().limit());
      table.data().rewind();
      font.duplicate().position(at).put(table.data());
      headAt = table.equals(head) ? at : headAt;
      at += padded(table.data());
    }
    font.putInt(headAt + CHECKSUM_AT, CHECKSUM_OF_FONT - sum(font));
    return font.array();
  }

  private static ByteBuffer head() {
    ByteBuffer head = ByteBuffer.allocate(54);
    head.putInt(0x00010000).putInt(0x00010000);
    // The checksum is written last. The magic number follows.
    head.putInt(0).putInt(0x5F0F3CF5);
    // Baseline at 0; created and modified at the epoch.
    head.putShort((short) 1).putShort((short) EM).putLong(0).putLong(0);
    // Bounding box, no style, smallest readable size, left to right, short offsets in loca.
    for (int value : new int[] {0, 0, ADVANCE, EM, 0, 8, 2, 0, 0}) {
      head.putShort((short) value);
    }
    return head;
  }

  private static ByteBuffer horizontalHeader() {
    // Version 1.0, ascent, descent, gap, maximum advance, bearings, extent, caret slope, reserved.
    return shorts(1, 0, EM, -1, 0, ADVANCE, 0, 0, ADVANCE, 1, 0, 0, 0, 0, 0, 0, 0, GLYPHS);
  }

  private static ByteBuffer shorts(int... values) {
    ByteBuffer buffer = ByteBuffer.allocate(2 * values.length);
    for (int value : values) {
      buffer.putShort((short) value);
    }
    return buffer;
  }

  private static int padded(ByteBuffer data) {
    return (data.capacity() + 3) & ~3;
  }

  /* The sum of the table's 32-bit words, padded with zeros. */
  private static int sum(ByteBuffer data) {
    ByteBuffer words = ByteBuffer.allocate(padded(data));
    words.put(data.duplicate().clear()).rewind();
    int sum = 0;
    while (words.hasRemaining()) {
      sum += words.getInt();
    }
    return sum;
  }
}
