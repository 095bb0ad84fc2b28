/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ocrstream.contracts.Page;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

class AltoOutputTest {
  /**
   * System property: path of the Library of Congress' schema, which is not included because of its
   * licence.
   */
  private static final String OFFICIAL = "ocr.alto.xsd";

  @Test
  void shouldBeValidWhenPagesAreOfEveryKind() throws Exception {
    Validator schema = schema(Path.of("src", "test", "resources", "alto", "written-alto.xsd"));

    schema.validate(source(SomePages.written(new AltoOutput(), SomePages.all())));
  }

  @Test
  @EnabledIfSystemProperty(named = OFFICIAL, matches = ".+")
  void shouldBeValidByTheOfficialSchemaWhenItIsThere() throws Exception {
    Validator schema = schema(Path.of(System.getProperty(OFFICIAL)));

    schema.validate(source(SomePages.written(new AltoOutput(), SomePages.all())));
  }

  @Test
  void shouldBeRefusedByTheSchemaWhenSomethingIsAmiss() throws Exception {
    String alto = SomePages.written(new AltoOutput(), List.of(SomePages.laidOut(1)));
    Validator schema = schema(Path.of("src", "test", "resources", "alto", "written-alto.xsd"));

    for (String wrong :
        List.of(
            alto.replace("WC=\"1\"", "WC=\"1.01\""),
            alto.replace("P1_B2_L1_S1", "P1_B1_L1_S1"),
            alto.replace("HPOS=\"200\"", "HPOS=\"\""),
            alto.replace("<SP/>", "<SP/><SP/>"),
            alto.replace("pixel", "px"),
            alto.replace("PROCESSINGREFS=\"OCR_1\"", "PROCESSINGREFS=\"OCR_2\""))) {
      assertThat(wrong).isNotEqualTo(alto);
      assertThatThrownBy(() -> schema.validate(source(wrong))).isInstanceOf(SAXException.class);
    }
    assertThatCode(() -> schema.validate(source(alto))).doesNotThrowAnyException();
  }

  @Test
  void shouldHoldTheWordsWhenLaidOut() {
    Document document = document(SomePages.laidOut(1));

    assertThat(Xml.elements(document, "String"))
        .extracting(e -> e.getAttribute("CONTENT"))
        .containsExactly("Größe", "λόγος", "文字", "<b>&\"'</b>");
    assertThat(Xml.elements(document, "String"))
        .extracting(e -> e.getAttribute("WC"))
        .containsExactly("0.9606", "0.5", "1", "0");
    assertThat(Xml.elements(document, "TextBlock")).hasSize(2);
    assertThat(Xml.elements(document, "TextLine")).hasSize(3);
    assertThat(Xml.elements(document, "SP")).hasSize(1);
    assertThat(Xml.elements(document, "softwareVersion").get(0).getTextContent())
        .isEqualTo("5.5.3+4");
  }

  @Test
  void shouldStayWellFormedWhenWordsAreHostile() {
    assertThat(Xml.elements(document(SomePages.hostile(1)), "String"))
        .extracting(e -> e.getAttribute("CONTENT"))
        .containsExactly("a b c ", "  [31m]]>\uFFFD", "half\uFFFD pair\uFFFD \uD83D\uDE00");
  }

  @Test
  void shouldSayHowTextRunsWhenThePageStoodOnItsSide() {
    Element page = Xml.elements(document(SomePages.turned(1)), "Page").get(0);

    assertThat(page.getAttribute("ROTATION")).isEqualTo("88.5");
  }

  @Test
  void shouldSayWhyWhenAPageCouldNotBeRead() {
    Document document = document(SomePages.failed(2));
    Element page = Xml.elements(document, "Page").get(0);

    assertThat(page.getAttribute("PAGECLASS")).isEqualTo("failed");
    assertThat(page.getAttribute("QUALITY_DETAIL")).isEqualTo("TIMED_OUT");
    assertThat(page.hasAttribute("PROCESSINGREFS")).isFalse();
    assertThat(Xml.elements(document, "TextBlock")).isEmpty();
  }

  @Test
  void shouldBeTheSameBytesWhenWrittenTwice() {
    assertThat(SomePages.written(new AltoOutput(), SomePages.all()))
        .isEqualTo(SomePages.written(new AltoOutput(), SomePages.all()));
  }

  @Test
  void shouldFailAsTheStreamDoesWhenItIsFull() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("full");
          }
        };

    assertThatThrownBy(() -> new AltoOutput().write(SomePages.INFO, SomePages.all(), full))
        .isInstanceOf(IOException.class)
        .hasMessage("full");
  }

  private static Document document(Page page) {
    return Xml.parse(SomePages.written(new AltoOutput(), List.of(page)));
  }

  private static Validator schema(Path file) throws SAXException {
    return SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
        .newSchema(file.toFile())
        .newValidator();
  }

  private static StreamSource source(String text) {
    return new StreamSource(new StringReader(text));
  }
}
