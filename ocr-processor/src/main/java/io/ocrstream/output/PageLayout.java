/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.output;

import io.ocrstream.contracts.Block;
import io.ocrstream.contracts.Line;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Word;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Groups a page's words into lines and blocks. Every box lies inside its parent's box, as readers
 * of hOCR and ALTO expect; on rotated pages, boxes of the engine may exceed it by a pixel.
 *
 * @param page the page's box
 * @param areas the blocks in reading order; empty if there are no words
 */
record PageLayout(TextBounds page, List<Area> areas) {
  /**
   * Holds a block.
   *
   * @param box the box around its rows
   * @param rows at least one line
   */
  record Area(TextBounds box, List<Row> rows) {}

  /**
   * Holds a line.
   *
   * @param box the box around its words
   * @param words at least one word
   */
  record Row(TextBounds box, List<Placed> words) {}

  /**
   * Holds a word.
   *
   * @param box the word's box
   * @param text without line feeds, tabs and characters that XML does not allow
   * @param confidence 0 to 1
   */
  record Placed(TextBounds box, String text, double confidence) {}

  /** Builds the layout. Words without lines form one line, lines without blocks form one block. */
  static PageLayout of(Page page) {
    TextBounds bounds = TextBounds.of(0, 0, page.width(), page.height());
    List<Word> words = orNone(page.words());
    if (words.isEmpty()) {
      return new PageLayout(bounds, List.of());
    }
    List<Row> rows = rows(words, orNone(page.lines()), bounds);
    return new PageLayout(bounds, areas(rows, orNone(page.blocks()), bounds));
  }

  private static List<Row> rows(List<Word> words, List<Line> lines, TextBounds bounds) {
    if (lines.isEmpty()) {
      return List.of(row(words, place(words.get(0), bounds).box(), bounds));
    }
    List<Row> rows = new ArrayList<>(lines.size());
    for (Line line : lines) {
      TextBounds box =
          TextBounds.of(line.x(), line.y(), line.width(), line.height()).inside(bounds);
      int first = line.firstWord();
      rows.add(row(words.subList(first, first + line.wordCount()), box, bounds));
    }
    return rows;
  }

  private static Row row(List<Word> words, TextBounds box, TextBounds bounds) {
    List<Placed> placed = words.stream().map(word -> place(word, bounds)).toList();
    return new Row(placed.stream().map(Placed::box).reduce(box, TextBounds::with), placed);
  }

  private static List<Area> areas(List<Row> rows, List<Block> blocks, TextBounds bounds) {
    if (blocks.isEmpty()) {
      return List.of(area(rows, rows.get(0).box()));
    }
    List<Area> areas = new ArrayList<>(blocks.size());
    for (Block block : blocks) {
      TextBounds box =
          TextBounds.of(block.x(), block.y(), block.width(), block.height()).inside(bounds);
      int first = block.firstLine();
      areas.add(area(rows.subList(first, first + block.lineCount()), box));
    }
    return areas;
  }

  private static Area area(List<Row> rows, TextBounds box) {
    return new Area(rows.stream().map(Row::box).reduce(box, TextBounds::with), rows);
  }

  private static Placed place(Word word, TextBounds bounds) {
    TextBounds box = TextBounds.of(word.x(), word.y(), word.width(), word.height()).inside(bounds);
    return new Placed(box, PlainText.of(word.text()), word.confidence());
  }

  private static <T> List<T> orNone(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }
}
