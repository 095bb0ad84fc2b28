/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.output;

import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Treatment;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes ALTO 4.4, the Library of Congress's XML format for layout and text, in pixels. A page that
 * could not be read is empty, has the class {@code failed}, and gives the reason as its quality
 * detail.
 *
 * <p><b>Threading:</b> any.
 */
public final class AltoOutput implements OutputWriter {
  private static final String NAMESPACE = "http://www.loc.gov/standards/alto/ns-v4#";
  private static final String SCHEMA = "http://www.loc.gov/standards/alto/v4/alto-4-4.xsd";
  private static final String SCHEMA_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance";
  private static final String PROCESSING = "OCR_1";

  @Override
  public void write(EngineInfo info, Iterable<Page> pages, OutputStream out) throws IOException {
    Markup xml = Markup.to(out).begin();
    xml.open(
        "alto",
        "xmlns",
        NAMESPACE,
        "xmlns:xsi",
        SCHEMA_INSTANCE,
        "xsi:schemaLocation",
        NAMESPACE + " " + SCHEMA,
        "SCHEMAVERSION",
        "4.4");
    xml.line();
    description(info, xml);
    xml.open("Layout").line();
    for (Page page : pages) {
      write(page, xml);
    }
    xml.close();
    xml.end();
  }

  /* Writes no date, so that the same pages give the same bytes. */
  private static void description(EngineInfo info, Markup xml) throws IOException {
    xml.open("Description").line().text("MeasurementUnit", "pixel").line();
    xml.open("Processing", "ID", PROCESSING);
    xml.text("processingCategory", "contentGeneration");
    xml.text("processingStepDescription", "Optical character recognition");
    xml.text("processingStepSettings", settings(info));
    xml.open("processingSoftware");
    xml.text("softwareName", info.name()).text("softwareVersion", info.version());
    xml.close().close().line().close().line();
  }

  private static String settings(EngineInfo info) {
    return "languages=%s psm=%d models=%s"
        .formatted(
            String.join("+", info.options().languages()),
            info.options().pageSegmentationMode(),
            info.modelDigest());
  }

  private static void write(Page page, Markup xml) throws IOException {
    PageLayout layout = PageLayout.of(page);
    String id = "P" + page.number();
    xml.open("Page", attributes(page, id)).line();
    xml.open("PrintSpace", placed(id + "_PS", layout.page())).line();
    int block = 0;
    for (PageLayout.Area area : layout.areas()) {
      String blockId = id + "_B" + ++block;
      xml.open("TextBlock", placed(blockId, area.box())).line();
      int line = 0;
      for (PageLayout.Row row : area.rows()) {
        write(row, blockId + "_L" + ++line, xml);
      }
      xml.close().line();
    }
    xml.close().close().line();
  }

  private static Object[] attributes(Page page, String id) {
    List<Object> attributes = new ArrayList<>(List.of("ID", id));
    attributes.addAll(List.of("PHYSICAL_IMG_NR", page.number()));
    if (page.problem() != null) {
      attributes.addAll(List.of("QUALITY_DETAIL", page.problem()));
    }
    if (page.status() == Page.Status.FAILED) {
      attributes.addAll(List.of("PAGECLASS", "failed"));
      return attributes.toArray();
    }
    attributes.addAll(List.of("WIDTH", page.width(), "HEIGHT", page.height()));
    if (page.source() == Page.TextSource.OCR) {
      attributes.addAll(List.of("PROCESSINGREFS", PROCESSING));
    }
    if (page.confidence() != null) {
      attributes.addAll(List.of("PC", plain(page.confidence())));
    }
    double rotation = rotation(page);
    if (rotation != 0) {
      attributes.addAll(List.of("ROTATION", plain(rotation)));
    }
    return attributes.toArray();
  }

  /* Returns the counter-clockwise angle of the text: the page was turned clockwise to read it, and its lines may be skewed. */
  private static double rotation(Page page) {
    Treatment treatment = page.treatment();
    return page.rotation() - (treatment == null ? 0 : treatment.skew());
  }

  private static void write(PageLayout.Row row, String id, Markup xml) throws IOException {
    xml.open("TextLine", placed(id, row.box()));
    int number = 0;
    for (PageLayout.Placed word : row.words()) {
      if (number > 0) {
        xml.empty("SP");
      }
      TextBounds box = word.box();
      xml.empty(
          "String",
          "ID",
          id + "_S" + ++number,
          "HPOS",
          box.left(),
          "VPOS",
          box.top(),
          "WIDTH",
          box.width(),
          "HEIGHT",
          box.height(),
          "CONTENT",
          word.text(),
          "WC",
          plain(word.confidence()));
    }
    xml.close().line();
  }

  private static Object[] placed(String id, TextBounds box) {
    return new Object[] {
      "ID", id, "HPOS", box.left(), "VPOS", box.top(), "WIDTH", box.width(), "HEIGHT", box.height()
    };
  }

  private static String plain(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }
}
