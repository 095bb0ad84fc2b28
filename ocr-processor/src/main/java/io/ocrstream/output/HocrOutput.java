/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.output;

import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.contracts.Page;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes hOCR 1.2: XHTML with boxes and confidences in the titles of elements. Pages name no image,
 * because the page may be part of a file that the reader does not have. A page that could not be
 * read is empty and gives the reason as {@code x_problem}.
 *
 * <p><b>Threading:</b> any.
 */
public final class HocrOutput implements OutputWriter {
  private static final String DOC_TYPE =
      "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Transitional//EN\""
          + " \"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd\">";

  private static final String CAPABILITIES = "ocr_page ocr_carea ocr_par ocr_line ocrx_word";

  @Override
  public void write(EngineInfo info, Iterable<Page> pages, OutputStream out) throws IOException {
    Markup xml = Markup.to(out).begin().docType(DOC_TYPE);
    xml.open("html", "xmlns", "http://www.w3.org/1999/xhtml").line();
    xml.open("head").line().text("title", "OCR").line();
    meta(xml, "ocr-system", info.name() + " " + info.version());
    meta(xml, "ocr-capabilities", CAPABILITIES);
    xml.close().line().open("body").line();
    for (Page page : pages) {
      write(page, xml);
    }
    xml.close();
    xml.end();
  }

  private static void meta(Markup xml, String name, String content) throws IOException {
    xml.empty("meta", "name", name, "content", content).line();
  }

  private static void write(Page page, Markup xml) throws IOException {
    PageLayout layout = PageLayout.of(page);
    String title = box(layout.page()) + "; ppageno " + (page.number() - 1);
    String problem = page.problem() == null ? "" : "; x_problem " + page.problem();
    int number = page.number();
    open(xml, "div", "ocr_page", "page_" + number, title + problem).line();
    Counter lines = new Counter("line_" + number + "_", angle(page));
    Counter words = new Counter("word_" + number + "_", "");
    int block = 0;
    for (PageLayout.Area area : layout.areas()) {
      String id = number + "_" + ++block;
      open(xml, "div", "ocr_carea", "block_" + id, box(area.box()));
      open(xml, "p", "ocr_par", "par_" + id, box(area.box())).line();
      for (PageLayout.Row row : area.rows()) {
        write(row, lines, words, xml);
      }
      xml.close().close().line();
    }
    xml.close().line();
  }

  private static void write(PageLayout.Row row, Counter lines, Counter words, Markup xml)
      throws IOException {
    open(xml, "span", "ocr_line", lines.next(), box(row.box()) + lines.suffix);
    boolean first = true;
    for (PageLayout.Placed word : row.words()) {
      String title = box(word.box()) + "; x_wconf " + Percent.whole(word.confidence());
      xml.characters(first ? "" : " ");
      open(xml, "span", "ocrx_word", words.next(), title).characters(word.text()).close();
      first = false;
    }
    xml.close().line();
  }

  private static Markup open(Markup xml, String element, String kind, String id, String title)
      throws IOException {
    return xml.open(element, "class", kind, "id", id, "title", title);
  }

  private static String box(TextBounds box) {
    return "bbox %d %d %d %d".formatted(box.left(), box.top(), box.right(), box.bottom());
  }

  /* Returns the counter-clockwise text angle; the page was turned clockwise to read it. */
  private static String angle(Page page) {
    return page.rotation() == 0 ? "" : "; textangle " + page.rotation();
  }

  /** Numbers the elements of a page. */
  private static final class Counter {
    private final String prefix;
    private final String suffix;
    private int count;

    Counter(String prefix, String suffix) {
      this.prefix = prefix;
      this.suffix = suffix;
    }

    String next() {
      return prefix + ++count;
    }
  }
}
