/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.contracts.Page;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class HocrOutputTest {
  private static final Pattern BOX = Pattern.compile("bbox (\\d+) (\\d+) (\\d+) (\\d+)(; .+)?");

  /** The parent of each class, and its element. */
  private static final Map<String, String> PARENTS =
      Map.of(
          "ocr_page", "body",
          "ocr_carea", "ocr_page",
          "ocr_par", "ocr_carea",
          "ocr_line", "ocr_par",
          "ocrx_word", "ocr_line");

  private static final Map<String, String> ELEMENTS =
      Map.of(
          "ocr_page", "div",
          "ocr_carea", "div",
          "ocr_par", "p",
          "ocr_line", "span",
          "ocrx_word", "span");

  @Test
  void shouldNestEveryElementAndItsBoxWhenPagesAreOfEveryKind() {
    for (Element element : marked(document(SomePages.all()))) {
      String kind = element.getAttribute("class");
      Element parent = (Element) element.getParentNode();
      String above = parent.getTagName().equals("body") ? "body" : parent.getAttribute("class");

      assertThat(element.getTagName()).isEqualTo(ELEMENTS.get(kind));
      assertThat(above).isEqualTo(PARENTS.get(kind));
      if (!above.equals("body")) {
        assertThat(box(element).inside(box(parent))).isEqualTo(box(element));
      }
    }
  }

  @Test
  void shouldGiveEveryElementAnIdOfItsOwnWhenPagesAreMany() {
    List<String> ids =
        marked(document(SomePages.all())).stream().map(e -> e.getAttribute("id")).toList();

    assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.matches("[a-z]+(_\\d+)+"));
  }

  @Test
  void shouldSayWhatMadeItAndWhatItHolds() {
    Document document = document(List.of());

    assertThat(document.getDocumentElement().getNamespaceURI())
        .isEqualTo("http://www.w3.org/1999/xhtml");
    assertThat(document.getDoctype().getPublicId()).contains("XHTML 1.0 Transitional");
    assertThat(Xml.elements(document, "meta"))
        .extracting(e -> e.getAttribute("name") + "=" + e.getAttribute("content"))
        .containsExactly(
            "ocr-system=tesseract 5.5.3+4",
            "ocr-capabilities=ocr_page ocr_carea ocr_par ocr_line ocrx_word");
  }

  @Test
  void shouldHoldTheWordsAndTheirConfidenceWhenLaidOut() {
    Document document = document(List.of(SomePages.laidOut(1)));

    assertThat(of(document, "ocrx_word"))
        .extracting(Element::getTextContent)
        .containsExactly("Größe", "λόγος", "文字", "<b>&\"'</b>");
    assertThat(of(document, "ocrx_word").get(0).getAttribute("title"))
        .isEqualTo("bbox 100 100 190 130; x_wconf 96");
    assertThat(of(document, "ocr_line").get(0).getTextContent()).isEqualTo("Größe λόγος");
    assertThat(of(document, "ocr_page").get(0).getAttribute("title"))
        .isEqualTo("bbox 0 0 600 800; ppageno 0");
  }

  @Test
  void shouldStayWellFormedWhenWordsAreHostile() {
    assertThat(of(document(List.of(SomePages.hostile(1))), "ocrx_word"))
        .extracting(Element::getTextContent)
        .containsExactly("a b c ", "  [31m]]>\uFFFD", "half\uFFFD pair\uFFFD \uD83D\uDE00");
  }

  @Test
  void shouldSayHowTextRunsWhenThePageStoodOnItsSide() {
    assertThat(of(document(List.of(SomePages.turned(1))), "ocr_line"))
        .extracting(e -> e.getAttribute("title"))
        .containsExactly("bbox 500 200 530 490; textangle 90");
  }

  @Test
  void shouldSayWhyWhenAPageCouldNotBeRead() {
    Element page = of(document(List.of(SomePages.failed(2))), "ocr_page").get(0);

    assertThat(page.getAttribute("title"))
        .isEqualTo("bbox 0 0 0 0; ppageno 1; x_problem TIMED_OUT");
    assertThat(Xml.children(page)).isEmpty();
  }

  private static Document document(List<Page> pages) {
    return Xml.parse(SomePages.written(new HocrOutput(), pages));
  }

  private static List<Element> marked(Document document) {
    return Xml.elements(document, "*").stream().filter(e -> e.hasAttribute("class")).toList();
  }

  private static List<Element> of(Document document, String kind) {
    return marked(document).stream().filter(e -> e.getAttribute("class").equals(kind)).toList();
  }

  private static TextBounds box(Element element) {
    Matcher title = BOX.matcher(element.getAttribute("title"));
    assertThat(title.matches()).isTrue();
    return new TextBounds(number(title, 1), number(title, 2), number(title, 3), number(title, 4));
  }

  private static int number(Matcher title, int group) {
    return Integer.parseInt(title.group(group));
  }
}
