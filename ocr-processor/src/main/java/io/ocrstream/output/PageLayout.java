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
 * A page's words in their lines and blocks. Every box lies inside that of what it belongs to, as
 * readers of hOCR and ALTO expect; the engine's may stick out by a pixel where a page was turned.
 *
 * @param page the page's own box
 * @param areas in reading order; none where no word is known
 */
record PageLayout(TextBounds page, List<Area> areas) {
  /**
   * A block.
   *
   * @param box around its rows
   * @param rows from one up
   */
  record Area(TextBounds box, List<Row> rows) {}

  /**
   * A line.
   *
   * @param box around its words
   * @param words from one up
   */
  record Row(TextBounds box, List<Placed> words) {}

  /**
   * A word.
   *
   * @param box its own
   * @param text without line feeds, tabs and characters that XML has no place for
   * @param confidence 0 to 1
   */
  record Placed(TextBounds box, String text, double confidence) {}

  /** Words without lines are taken for one line, lines without blocks for one block. */
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
