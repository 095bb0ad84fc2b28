/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.searchable;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The smallest TrueType font that PDF readers accept: two glyphs without a contour, both half as
 * wide as the em, which reaches from the base line to its top. Only the six tables that an embedded
 * font of a PDF must have; what each number means is in the OpenType specification.
 */
final class BlankOutline {
  /** Units of the em. */
  static final int EM = 1000;

  /** Width of a glyph in those units. */
  static final int ADVANCE = 500;

  /** The glyph that is shown; the one before it stands for what a font does not have. */
  static final int GLYPH = 1;

  private static final int GLYPHS = 2;

  /** No contours, an empty box, no instructions; and the padding to a whole word. */
  private static final int GLYPH_BYTES = 12;

  private static final int TABLE_ENTRY_BYTES = 16;
  private static final int CHECKSUM_AT = 8;
  private static final int CHECKSUM_OF_FONT = 0xB1B0AFBA;

  private BlankOutline() {}

  private record Table(String tag, ByteBuffer data) {}

  /** The font file; the same bytes always. */
  static byte[] trueType() {
    List<Table> tables = new ArrayList<>();
    tables.add(new Table("glyf", shorts(new int[GLYPH_BYTES / 2])));
    Table head = new Table("head", head());
    tables.add(head);
    tables.add(new Table("hhea", horizontalHeader()));
    tables.add(new Table("hmtx", shorts(ADVANCE, 0, ADVANCE, 0)));
    // Offsets in words of two bytes: the first glyph has no bytes at all, the second has all of
    // them.
    tables.add(new Table("loca", shorts(0, 0, GLYPH_BYTES / 2)));
    tables.add(new Table("maxp", shorts(1, 0, GLYPHS, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0)));
    int size = 12 + tables.size() * TABLE_ENTRY_BYTES;
    size += tables.stream().mapToInt(table -> padded(table.data())).sum();
    ByteBuffer font = ByteBuffer.allocate(size);
    // Version 1.0; the three numbers help a binary search through six tables.
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
    // The checksum comes last; then the magic number.
    head.putInt(0).putInt(0x5F0F3CF5);
    // Base line at 0; made and changed at the epoch.
    head.putShort((short) 1).putShort((short) EM).putLong(0).putLong(0);
    // The box, no style, smallest readable size, left to right, short offsets in loca.
    for (int value : new int[] {0, 0, ADVANCE, EM, 0, 8, 2, 0, 0}) {
      head.putShort((short) value);
    }
    return head;
  }

  private static ByteBuffer horizontalHeader() {
    // Version 1.0, ascent, descent, gap, widest advance, bearings, extent, upright caret, reserved.
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

  /* Of the table as words of four bytes, the last one filled up with zeros. */
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
