/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Reader;
import java.io.StringReader;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/**
 * Writes a payload that is too large for memory, page by page, with the same bytes as {@link
 * Json#write}.
 *
 * <p><b>Threading:</b> any. <b>Bounds:</b> holds one page at a time.
 */
public final class PayloadWriter {
  private static final String TEXT = "text";
  private static final String PAGES = "pages";

  private PayloadWriter() {}

  /**
   * Writes a payload; leaves {@code out} open.
   *
   * @param figures the payload without text and pages
   * @param pages iterated twice: for the text, and for the pages
   */
  public static void write(Payload figures, Iterable<Page> pages, OutputStream out)
      throws IOException {
    JsonNode fields = Json.mapper().valueToTree(figures);
    try (JsonGenerator json = Json.mapper().createGenerator(out)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.writeStartObject();
      Set<Map.Entry<String, JsonNode>> all = fields.properties();
      for (Map.Entry<String, JsonNode> field : all) {
        json.writeFieldName(field.getKey());
        switch (field.getKey()) {
          case TEXT -> json.writeString(new Texts(pages.iterator()), -1);
          case PAGES -> write(json, pages);
          default -> json.writeTree(field.getValue());
        }
      }
      json.writeEndObject();
    }
  }

  private static void write(JsonGenerator json, Iterable<Page> pages) throws IOException {
    json.writeStartArray();
    for (Page page : pages) {
      json.writePOJO(page);
    }
    json.writeEndArray();
  }

  /** Reads the pages' texts with breaks between them. Threading: the writer's thread. */
  private static final class Texts extends Reader {
    private final Iterator<Page> pages;
    private Reader text = new StringReader("");
    private boolean begun;

    Texts(Iterator<Page> pages) {
      this.pages = pages;
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
      int count = text.read(buffer, offset, length);
      while (count < 0 && pages.hasNext()) {
        text = new StringReader((begun ? Payload.PAGE_BREAK : "") + pages.next().text());
        begun = true;
        count = text.read(buffer, offset, length);
      }
      return count;
    }

    @Override
    public void close() {
      text = new StringReader("");
    }
  }
}
