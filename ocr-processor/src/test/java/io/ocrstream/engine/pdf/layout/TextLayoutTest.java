/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.pdf.layout;

import static io.ocrstream.engine.TextLayerPdf.line;
import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.contracts.Page;
import io.ocrstream.engine.TextLayerPdf;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests how the characters of a page become words and lines in reading order. */
class TextLayoutTest {
  private static final String SENTENCE = "All bells will call";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"0.4, 0", "0, 0.4", "1.2, -1.2", "-0.3, 0.3", "0, 0"})
  void shouldReadOnceWhatIsPrintedAgainALittleApart(double right, double up) throws IOException {
    String again =
        line(40, 500, SENTENCE)
            + line(40 + right, 500 + up, SENTENCE)
            + line(40 - right, 500 - up, SENTENCE);
    assertThat(text(again)).isEqualTo(SENTENCE);
    assertThat(text(each(SENTENCE, right, up))).as("letter by letter").isEqualTo(SENTENCE);
  }

  /** Draws each letter of a line twice. */
  private static String each(String text, double right, double up) throws IOException {
    StringBuilder content = new StringBuilder();
    double x = 40;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      content.append(line(x, 500, "" + c)).append(line(x + right, 500 + up, "" + c));
      x += TextLayerPdf.times().getStringWidth("" + c) / 1000 * 12;
    }
    return content.toString();
  }

  @ParameterizedTest
  @CsvSource({"\\264, 40.7, 0", "\\264, 40.7, 3"})
  void shouldJoinAccentsWithTheLettersBeneathThem(String accent, double x, double up)
      throws IOException {
    String drawn = line(x, 500 + up, accent) + line(40, 500, "e") + line(45.4, 500, "t");
    assertThat(text(drawn)).isEqualTo("ét");
  }

  @Test
  void shouldJoinACedillaThatIsDrawnAfterItsLetterAndNoAccentBesideOne() throws IOException {
    assertThat(text(line(40, 500, "c") + line(40.7, 500, "\\270"))).isEqualTo("ç");
    assertThat(text(line(40, 500, "e\\264"))).isEqualTo("e´");
    assertThat(text(line(40, 500, "\\264e"))).isEqualTo("´e");
  }

  @Test
  void shouldReadLettersInTheirPlacesWhenEverySecondOneIsDrawnLater() throws IOException {
    List<String> even = new ArrayList<>();
    List<String> odd = new ArrayList<>();
    double x = 40;
    for (int i = 0; i < SENTENCE.length(); i++) {
      String letter = SENTENCE.substring(i, i + 1);
      (i % 2 == 0 ? even : odd).add(line(x, 500, letter));
      x += TextLayerPdf.times().getStringWidth(letter) / 1000 * 12;
    }
    assertThat(text(String.join("", even) + String.join("", odd))).isEqualTo(SENTENCE);
  }

  @Test
  void shouldReadTwiceWhatStandsTwice() throws IOException {
    String twice = line(40, 500, "llll....") + line(40, 488, "llll....");
    assertThat(text(twice)).isEqualTo("llll....\nllll....");
    assertThat(text(line(40, 500, "no") + line(40 + 15, 500, "no"))).isEqualTo("no no");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.1, 0.25, 0.4})
  void shouldKeepWordsWholeWhenTheirLettersAreSetApart(double ems) throws IOException {
    String spaced = "%s Tc\n".formatted(ems * 12) + line(40, 500, "INVOICE SUMMARY");
    assertThat(text(spaced)).isEqualTo("INVOICE SUMMARY");
  }

  @ParameterizedTest
  @ValueSource(ints = {120, 140, 250, 600})
  void shouldPartWordsWhenNothingButAGapIsBetweenThem(int thousandths) throws IOException {
    String line = "BT /F1 12 Tf 40 500 Td [(Ferry) -%1$d (to) -%1$d (the) -%1$d (port)] TJ ET";
    assertThat(text(line.formatted(thousandths))).isEqualTo("Ferry to the port");
  }

  @Test
  void shouldPartWordsWhenLettersAreSetApartAndNoSpaceIsBetweenWords() throws IOException {
    String line = "BT /F1 12 Tf 3 Tc 40 500 Td [(INVOICE) -280 (SUMMARY)] TJ ET";
    assertThat(text(line)).isEqualTo("INVOICE SUMMARY");
  }

  @Test
  void shouldReadColumnByColumnWhenWrittenTextIsDrawnRowByRow() throws IOException {
    List<String> left =
        List.of("The ferry to the north", "leaves at seven in the", "morning and comes back");
    List<String> right =
        List.of("Luggage above twenty", "kilograms costs extra,", "bicycles travel free of");
    StringBuilder content = new StringBuilder();
    for (int i = 0; i < left.size(); i++) {
      content.append(line(40, 540 - 16 * i, left.get(i)));
      content.append(line(190, 540 - 16 * i, right.get(i)));
    }
    List<String> all = new ArrayList<>(left);
    all.addAll(right);
    assertThat(flat(content.toString())).isEqualTo(String.join(" ", all));
  }

  @Test
  void shouldReadRowByRowWhenATableIsDrawnSo() throws IOException {
    StringBuilder content = new StringBuilder();
    StringBuilder rows = new StringBuilder();
    for (String row : List.of("Copper wire/Roll of 50/12.80", "Steel bolts/Box/4.10", "Rope/M/1")) {
      String[] cells = row.split("/", -1);
      for (int i = 0; i < cells.length; i++) {
        content.append(line(40 + 120 * i, 540 - 8 * rows.length() / 10, cells[i]));
      }
      rows.append(rows.length() == 0 ? "" : " ").append(row.replace('/', ' '));
    }
    assertThat(flat(content.toString())).isEqualTo(rows.toString());
  }

  @Test
  void shouldReadValuesBesideTheirLabelsWhenTheyAreDrawnAfterThem() throws IOException {
    List<String> labels = List.of("Name:", "Street:", "City:");
    List<String> values = List.of("Martha Oliveira", "Rua das Flores 14", "Porto");
    StringBuilder content = new StringBuilder();
    for (int i = 0; i < labels.size(); i++) {
      content.append(line(40, 540 - 30 * i, labels.get(i)));
    }
    for (int i = 0; i < values.size(); i++) {
      content.append(line(120, 541 - 30 * i, values.get(i)));
    }
    assertThat(flat(content.toString()))
        .isEqualTo("Name: Martha Oliveira Street: Rua das Flores 14 City: Porto");
  }

  @Test
  void shouldReadColumnByColumnWhenWrittenTextIsDrawnSo() throws IOException {
    List<String> lines =
        List.of("The harbour opens at", "seven in the morning", "but closes before ten");
    StringBuilder content = new StringBuilder();
    for (int column = 0; column < 2; column++) {
      for (int i = 0; i < lines.size(); i++) {
        content.append(line(40 + 160 * column, 540 - 16 * i, lines.get(i)));
      }
    }
    String once = String.join(" ", lines);
    assertThat(flat(content.toString())).isEqualTo(once + " " + once);
  }

  @Test
  void shouldReadDownwardsWhenAFooterOrTheBodyIsDrawnFirst() throws IOException {
    String footer = line(40, 30, "Page 1 of 1");
    String body = line(40, 400, "The body of the letter") + line(40, 386, "has two lines.");
    String heading = line(40, 560, "The heading");
    assertThat(flat(footer + body + heading))
        .isEqualTo("The heading The body of the letter has two lines. Page 1 of 1");
  }

  /** The heading is above the left column only, and the footer below it only. */
  @Test
  void shouldReadHeadingAndFooterAroundColumnsWhicheverIsDrawnFirst() throws IOException {
    String heading = line(40, 580, "News");
    String footer = line(40, 30, "Page 1");
    String left = line(40, 500, "The ferry leaves at") + line(40, 486, "seven in the morning.");
    String right = line(240, 500, "The museum opens at") + line(240, 486, "ten in the evening.");
    for (String drawn : List.of(footer + left + right + heading, left + right + footer + heading)) {
      assertThat(flat(drawn))
          .isEqualTo(
              "News The ferry leaves at seven in the morning. "
                  + "The museum opens at ten in the evening. Page 1");
    }
  }

  @Test
  void shouldKeepTheOrderOfDrawingWhenThereAreMoreBlocksThanTheLimit() throws IOException {
    StringBuilder content = new StringBuilder();
    for (int i = 0; i <= TextOrder.MAX_BLOCKS; i++) {
      content.append(line("F1", 2, 20 + 20 * (i % 20), 20 + 7 * (i / 20) + 3 * (i % 2), "en" + i));
    }
    assertThat(text(content.toString())).startsWith("en0\n");
    String fewer = content.substring(content.indexOf("\n") + 1);
    assertThat(text(fewer)).doesNotStartWith("en1\n");
  }

  /** Codes from 0x80 on. The line is drawn from left to right. */
  private static final String HEBREW = "שלוםהגיבע";

  private static String hebrew(double x, double y, String visual) {
    StringBuilder codes = new StringBuilder();
    for (int i = 0; i < visual.length(); i++) {
      char c = visual.charAt(i);
      int at = HEBREW.indexOf(c);
      codes.append("%02X".formatted(at < 0 ? (int) c : 0x80 + at));
    }
    return "BT /H 12 Tf 1 0 0 1 %s %s Tm <%s> Tj ET\n".formatted(x, y, codes);
  }

  private String rightToLeft(String content) throws IOException {
    try (TextLayerPdf pdf = new TextLayerPdf()) {
      String latin = " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`";
      String all = latin + "abcdefghijklmnopqrstuvwxyz{|}~\u007F" + HEBREW;
      return pdf.font("H", 0x20, all).text(folder, content);
    }
  }

  @Test
  void shouldReadRightToLeftButNumbersAndNames() throws IOException {
    String visual = "14:30 העשב Ltd Blue Bay לע (םולש) 2024-ב םולש";
    String logical = "שלום ב-2024 (שלום) על Ltd Blue Bay בשעה 14:30";
    assertThat(rightToLeft(hebrew(40, 500, visual))).isEqualTo(logical);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void shouldReadRightToLeftWhicheverOrderItIsDrawnIn(boolean letters) throws IOException {
    String first = "םולש 250 הגיב";
    StringBuilder content = new StringBuilder();
    double x = 300;
    List<String> pieces =
        letters
            ? first.chars().mapToObj(Character::toString).toList()
            : List.of(first.split("(?<= )", -1));
    for (int i = pieces.size() - 1; i >= 0; i--) {
      x -= 5.5 * pieces.get(i).length();
      content.append(hebrew(x, 500, pieces.get(i).strip()));
    }
    assertThat(rightToLeft(content.toString()).replace(" ", ""))
        .isEqualTo("ביגה 250 שלום".replace(" ", ""));
  }

  @Test
  void shouldReadHebrewInAnEnglishLineWhereItStands() throws IOException {
    String english = "The word םולש means peace, and the whole page is written in English.";
    assertThat(rightToLeft(hebrew(10, 500, english)))
        .isEqualTo("The word שלום means peace, and the whole page is written in English.");
  }

  @Test
  void shouldPlaceWordsOfALineInOneBlock() throws IOException {
    try (TextLayerPdf pdf = new TextLayerPdf()) {
      Path file = pdf.save(folder, line(40, 500, "two words") + line(40, 486, "and more"));
      Page page = TextLayerPdf.page(file).orElseThrow();
      assertThat(Objects.requireNonNull(page.words())).hasSize(4);
      assertThat(Objects.requireNonNull(page.lines())).hasSize(2);
      assertThat(Objects.requireNonNull(page.blocks())).hasSize(1);
    }
  }

  private String flat(String content) throws IOException {
    return text(content).replaceAll("\\s+", " ");
  }

  private String text(String content) throws IOException {
    try (TextLayerPdf pdf = new TextLayerPdf()) {
      return pdf.text(folder, content);
    }
  }
}
