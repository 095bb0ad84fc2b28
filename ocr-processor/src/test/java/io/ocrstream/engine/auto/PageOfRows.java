/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.auto;

import io.ocrstream.contracts.Block;
import io.ocrstream.contracts.Line;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A page with given words, for tests. */
final class PageOfRows {
  /** Height of the words. */
  static final int HEIGHT = 10;

  private PageOfRows() {}

  /** Returns a word whose letters are as wide as they are high. */
  static Word word(String text, int x, int y, double confidence) {
    return Word.of(text, x, y, HEIGHT * text.length(), HEIGHT, confidence);
  }

  /** Returns a page of these rows, each of which is a line and a paragraph. */
  static Page page(List<List<Word>> rows) {
    List<Line> lines = new ArrayList<>();
    List<Word> words = new ArrayList<>();
    for (List<Word> row : rows) {
      String text = row.stream().map(Word::text).collect(Collectors.joining(" "));
      lines.add(new Line(text, 0, 0, 1, 1, ReadingModel.mean(row), words.size(), row.size(), null));
      words.addAll(row);
    }
    String text = lines.stream().map(Line::text).collect(Collectors.joining("\n\n")) + "\n";
    List<Block> blocks = rows.stream().map(row -> new Block(0, 0, 1, 1, 0, 1, null)).toList();
    return new Page(
            1,
            200,
            100,
            0,
            Page.Status.READ,
            Page.TextSource.OCR,
            .5,
            text,
            null,
            words,
            lines,
            blocks,
            null)
        .withConfidence(ReadingModel.mean(words));
  }
}
