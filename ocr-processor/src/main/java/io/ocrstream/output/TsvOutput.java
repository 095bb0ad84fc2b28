/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.output;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.contracts.Page;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;

/**
 * Writes tab-separated values in Tesseract's twelve columns: one row per page, block, paragraph,
 * line and word, with levels 1 to 5. Only words have a text and a confidence of 0 to 100; other
 * rows have −1. Each block is one paragraph, because the engines do not distinguish them. A page
 * that could not be read is a row of width and height 0.
 *
 * <p><b>Threading:</b> any.
 */
public final class TsvOutput implements OutputWriter {
  private static final String HEADER =
      "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf"
          + "\ttext\n";

  private static final String NO_CONFIDENCE = "-1";

  @Override
  public void write(EngineInfo info, Iterable<Page> pages, OutputStream out) throws IOException {
    Writer rows = new BufferedWriter(new OutputStreamWriter(out, UTF_8));
    rows.write(HEADER);
    for (Page page : pages) {
      write(page.number(), PageLayout.of(page), rows);
    }
    rows.flush();
  }

  private static void write(int number, PageLayout layout, Writer rows) throws IOException {
    structure(rows, "1\t" + number + "\t0\t0\t0\t0", layout.page());
    int block = 0;
    for (PageLayout.Area area : layout.areas()) {
      String at = number + "\t" + ++block;
      structure(rows, "2\t" + at + "\t0\t0\t0", area.box());
      structure(rows, "3\t" + at + "\t1\t0\t0", area.box());
      int line = 0;
      for (PageLayout.Row row : area.rows()) {
        write(at + "\t1\t" + ++line, row, rows);
      }
    }
  }

  private static void write(String at, PageLayout.Row row, Writer rows) throws IOException {
    structure(rows, "4\t" + at + "\t0", row.box());
    int number = 0;
    for (PageLayout.Placed word : row.words()) {
      String confidence = Percent.exact(word.confidence());
      row(rows, "5\t" + at + "\t" + ++number, word.box(), confidence, word.text());
    }
  }

  private static void structure(Writer rows, String at, TextBounds box) throws IOException {
    row(rows, at, box, NO_CONFIDENCE, "");
  }

  private static void row(Writer rows, String at, TextBounds box, String confidence, String text)
      throws IOException {
    rows.write(at);
    rows.write("\t" + box.left() + "\t" + box.top() + "\t" + box.width() + "\t" + box.height());
    rows.write("\t" + confidence + "\t" + text + "\n");
  }
}
