/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.output;

import io.ocrstream.contracts.Block;
import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Line;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Preparation;
import io.ocrstream.contracts.Treatment;
import io.ocrstream.contracts.Word;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Pages of every kind that an engine returns. */
final class SomePages {
  static final EngineInfo INFO =
      new EngineInfo("tesseract", "5.5.3+4", "0123456789abcdef", OcrOptions.text(List.of("eng")));

  private SomePages() {}

  /**
   * Returns a page with two blocks, of two lines and of one, words in three scripts, and characters
   * that markup must escape.
   */
  static Page laidOut(int number) {
    List<Word> words =
        List.of(
            Word.of("Größe", 100, 100, 90, 30, 0.9606),
            Word.of("λόγος", 200, 102, 80, 28, 0.5),
            Word.of("文字", 100, 150, 60, 30, 1),
            Word.of("<b>&\"'</b>", 100, 300, 160, 40, 0));
    List<Line> lines =
        List.of(
            new Line("Größe λόγος", 100, 100, 180, 30, 0.7303, 0, 2, null),
            new Line("文字", 100, 150, 60, 30, 1, 2, 1, null),
            new Line("<b>&\"'</b>", 100, 300, 160, 40, 0, 3, 1, null));
    List<Block> blocks =
        List.of(new Block(100, 100, 180, 80, 0, 2, null), new Block(100, 300, 160, 40, 2, 1, null));
    String text = "Größe λόγος\n文字\n\n<b>&\"'</b>\n";
    return page(number, 0, text, null, words).with(text, words, lines, blocks);
  }

  /** Returns a page with words that neither a table nor XML can contain unchanged. */
  static Page hostile(int number) {
    return page(
        number,
        0,
        "",
        null,
        List.of(
            Word.of("a\tb\nc\r", 0, 0, 10, 10, 0.1),
            Word.of("\u0000\u001b[31m]]>\uFFFF", 0, 0, 10, 10, 0.2),
            Word.of("half\uD83D pair\uDE00 \uD83D\uDE00", 0, 0, 10, 10, 0.3)));
  }

  /** Returns words without lines, on a page that was on its side and skewed. */
  static Page turned(int number) {
    Treatment treatment =
        new Treatment(1.5, List.of(Preparation.TURNED, Preparation.STRAIGHTENED), 3, 0.9, null);
    return page(
        number,
        90,
        "up\n",
        treatment,
        List.of(Word.of("up", 500, 400, 30, 90, 0.8), Word.of("wards", 500, 200, 30, 180, 0.8)));
  }

  /** Returns boxes that extend beyond their line, their block and the page. */
  static Page sprawling(int number) {
    List<Word> words = List.of(Word.of("edge", -3, 5, 700, 60, 0.8));
    List<Line> lines = List.of(new Line("edge", 10, 10, 20, 20, 0.8, 0, 1, null));
    List<Block> blocks = List.of(new Block(12, 12, 5, 5, 0, 1, null));
    return page(number, 0, "edge\n", null, words).with("edge\n", words, lines, blocks);
  }

  static Page blank(int number) {
    return page(number, 0, "", Treatment.NONE, List.of());
  }

  static Page withoutWords(int number) {
    return page(number, 0, "Something\n", null, null);
  }

  static Page failed(int number) {
    return Page.failed(number, FailureCode.TIMED_OUT);
  }

  /** Returns one page of each kind, numbered from 1. */
  static List<Page> all() {
    return List.of(
        laidOut(1), hostile(2), turned(3), sprawling(4), blank(5), withoutWords(6), failed(7));
  }

  /** Returns {@code count} pages, which are created during iteration. */
  static Iterable<Page> many(int count) {
    return () -> IntStream.rangeClosed(1, count).mapToObj(SomePages::laidOut).iterator();
  }

  static String written(OutputWriter writer, Iterable<Page> pages) {
    try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      writer.write(INFO, pages, out);
      return out.toString(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Page page(
      int number,
      int rotation,
      String text,
      @Nullable Treatment treatment,
      @Nullable List<Word> words) {
    return new Page(
        number,
        600,
        800,
        rotation,
        Page.Status.READ,
        Page.TextSource.OCR,
        words == null || words.isEmpty() ? null : 0.6152,
        text,
        treatment,
        words,
        null,
        null,
        null);
  }
}
