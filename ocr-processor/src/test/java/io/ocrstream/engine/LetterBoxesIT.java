/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ocrstream.TestFont;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.Output;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Preparation;
import io.ocrstream.contracts.Word;
import io.ocrstream.engine.tesseract.TesseractCatalog;
import io.ocrstream.engine.tesseract.TesseractEngine;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests forms with a box for each letter, and boxes that are not of that kind. */
class LetterBoxesIT {
  private static final TestSettings SETTINGS = TestSettings.defaults();
  private static final TesseractCatalog CATALOG = TesseractCatalog.of(SETTINGS);
  private static final TesseractEngine ENGINE = TesseractEngine.start(SETTINGS, CATALOG);
  private static final int LABEL = 60;
  private static final int FIELD = 300;

  @TempDir Path folder;

  @AfterAll
  static void close() {
    ENGINE.close();
  }

  /**
   * The sizes of drawn boxes, in pixels.
   *
   * @param edge of a box
   * @param gap between boxes; 0 where they share a line
   * @param line thickness of a line
   * @param gray level of lines
   * @param letter size of a letter
   */
  private record Boxes(int edge, int gap, int line, int gray, int letter) {}

  @ParameterizedTest
  @CsvSource({
    "60, 0, 2, 0, 40",
    "60, 0, 5, 0, 36",
    "56, 8, 2, 110, 36",
    "56, 20, 3, 0, 30",
    "40, 0, 1, 60, 28",
    "90, 10, 4, 90, 44"
  })
  void shouldReadTheLettersOfBoxesAsWords(int edge, int gap, int line, int gray, int letter)
      throws IOException {
    Boxes boxes = new Boxes(edge, gap, line, gray, letter);
    BufferedImage form = form();
    int base = (edge + line) / 2 + letter / 3;
    label(form, "Surname", 100 + base);
    row(form, "HOLLOWAY", 100, boxes);
    label(form, "First names", 300 + base);
    row(form, "ANNE JO", 300, boxes);
    label(form, "Account", 500 + base);
    row(form, "47-2093", 500, boxes);

    Page page = read(form);

    assertThat(rows(page))
        .containsExactly("Surname HOLLOWAY", "First names ANNE JO", "Account 47-2093");
    assertThat(requireNonNull(page.treatment()).preparation())
        .containsOnlyOnce(Preparation.GROUND_WHITENED);
    assertThat(page.isComplete()).isTrue();
    Word name = word(page, "HOLLOWAY");
    int pitch = edge + gap;
    assertThat(name.x()).isCloseTo(FIELD + edge / 3, within(edge / 3));
    assertThat(name.x() + name.width())
        .isCloseTo(FIELD + 8 * pitch - gap - edge / 3, within(edge / 3));
    assertThat(name.relative()).isNotNull();
  }

  /** As on a form that nobody filled in. */
  @Test
  void shouldNotReadEmptyBoxesAsLetters() throws IOException {
    BufferedImage form = form();
    label(form, "Surname", 130);
    row(form, "        ", 100, new Boxes(60, 0, 2, 0, 40));
    label(form, "Please sign on the back of this sheet.", 330);

    Page page = read(form);

    assertThat(rows(page)).containsExactly("Surname", "Please sign on the back of this sheet.");
    assertThat(isJoined(page)).as("the step is recorded").isTrue();
  }

  /** Three boxes may be anything. */
  @ParameterizedTest
  @CsvSource({"KXW, false", "KXWD, true"})
  void shouldJoinTheLettersOfFourBoxes(String letters, boolean joined) throws IOException {
    BufferedImage form = form();
    label(form, "Please write one letter in each box.", 60);
    row(form, letters, 100, new Boxes(60, 0, 2, 0, 40));

    assertThat(isJoined(read(form))).isEqualTo(joined);
  }

  @Test
  void shouldLeaveTheCellsOfATableApart() throws IOException {
    BufferedImage form = form();
    Boxes cells = new Boxes(60, 0, 2, 0, 36);
    for (int week = 0; week < 4; week++) {
      row(form, "1234567".replace('1', (char) ('1' + week)), 100 + 60 * week, cells);
    }

    assertThat(isJoined(read(form))).isFalse();
  }

  /** The labels between boxes to tick must stay. */
  @Test
  void shouldLeaveBoxesWithLabelsBetweenThem() throws IOException {
    BufferedImage form = form();
    for (int i = 0; i < 5; i++) {
      row(form, "X", 100, FIELD + 90 * i, new Boxes(44, 0, 2, 0, 30));
      Graphics2D pen = DrawnPage.pen(form);
      pen.setColor(Color.BLACK);
      TestFont.draw(pen, String.valueOf((char) ('A' + i)), 36, FIELD + 54 + 90 * i, 136);
      pen.dispose();
    }

    assertThat(isJoined(read(form))).isFalse();
  }

  /** Their insides and outsides are white areas with straight black edges too. */
  @Test
  void shouldNotTakeLettersForBoxes() throws IOException {
    BufferedImage form = form();
    label(form, "0000 0000 OOOO DDDD", 130);
    Graphics2D pen = DrawnPage.pen(form);
    pen.setColor(Color.BLACK);
    pen.fillRect(40, 200, 1100, 120);
    pen.setColor(Color.WHITE);
    TestFont.draw(pen, "HEHEHE MENU BBBB", 60, LABEL, 280);
    pen.dispose();

    Page page = read(form);

    assertThat(page.text()).contains("0000 0000").contains("MENU");
    assertThat(requireNonNull(page.treatment()).preparation())
        .doesNotContain(Preparation.GROUND_WHITENED);
  }

  private static boolean isJoined(Page page) {
    return requireNonNull(page.treatment()).preparation().contains(Preparation.GROUND_WHITENED);
  }

  private static Word word(Page page, String text) {
    return PageWords.of(page).stream()
        .filter(word -> word.text().equals(text))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> rows(Page page) {
    return page.text().lines().filter(row -> !row.isBlank()).toList();
  }

  private Page read(BufferedImage image) throws IOException {
    OcrOptions options = OcrOptions.text(List.of("eng")).withOutputs(List.of(Output.WORDS));
    return FirstPage.of(ENGINE, DrawnPage.png(folder, image), CATALOG.info(options).orElseThrow());
  }

  private static BufferedImage form() {
    return DrawnPage.paper(1240, 700, Color.WHITE);
  }

  private static void label(BufferedImage form, String text, int baseline) {
    Graphics2D pen = DrawnPage.pen(form);
    pen.setColor(Color.BLACK);
    TestFont.draw(pen, text, 34, LABEL, baseline);
    pen.dispose();
  }

  private static void row(BufferedImage form, String letters, int top, Boxes boxes) {
    row(form, letters, top, FIELD, boxes);
  }

  private static void row(BufferedImage form, String letters, int top, int left, Boxes boxes) {
    Graphics2D pen = DrawnPage.pen(form);
    for (int i = 0; i < letters.length(); i++) {
      int x = left + i * (boxes.edge() + boxes.gap());
      pen.setColor(new Color(boxes.gray(), boxes.gray(), boxes.gray()));
      pen.fillRect(x, top, boxes.edge() + boxes.line(), boxes.edge() + boxes.line());
      pen.setColor(Color.WHITE);
      int inside = boxes.edge() - boxes.line();
      pen.fillRect(x + boxes.line(), top + boxes.line(), inside, inside);
    }
    pen.setColor(Color.BLACK);
    for (int i = 0; i < letters.length(); i++) {
      int x = left + i * (boxes.edge() + boxes.gap());
      String letter = letters.substring(i, i + 1);
      Rectangle2D ink = TestFont.ink("H", boxes.letter(), 0, 0);
      double middle = (boxes.edge() + boxes.line() - TestFont.width(letter, boxes.letter())) / 2;
      double base = top + (boxes.edge() + boxes.line() + ink.getHeight()) / 2;
      TestFont.draw(pen, letter, boxes.letter(), x + middle, base);
    }
    pen.dispose();
  }
}
