/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.tesseract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ocrstream.contracts.Block;
import io.ocrstream.contracts.Line;
import io.ocrstream.contracts.Word;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecognisedTextTest {
  private static final String TABLE =
      """
      1\t1\t0\t0\t0\t0\t0\t0\t400\t300\t-1\t
      2\t1\t1\t0\t0\t0\t10\t20\t90\t60\t-1\t
      5\t1\t1\t1\t1\t1\t10\t20\t30\t12\t90.5\tOne
      5\t1\t1\t1\t1\t2\t50\t20\t40\t12\t80,25\ttwo
      5\t1\t1\t1\t2\t1\t10\t40\t50\t12\t95.0\tthree
      5\t1\t1\t1\t2\t2\t70\t40\t5\t12\t95.0\t\s
      5\t1\t1\t2\t1\t1\t10\t70\t60\t12\t-1\tfour
      """;

  @Test
  void shouldAgreeInTextAndWordsWhenReadFromOneTable() {
    RecognisedText reading = TsvParser.parse(TABLE);
    assertThat(reading.text()).isEqualTo("One two\nthree\n\nfour\n");
    assertThat(reading.words())
        .extracting(Word::text)
        .containsExactly("One", "two", "three", "four");
    assertThat(reading.text().split("\\s+")).hasSameSizeAs(reading.words());
  }

  @Test
  void shouldBoxLinesAndBlocksAroundTheirWordsWhenReadFromOneTable() {
    RecognisedText reading = TsvParser.parse(TABLE);
    assertThat(reading.linesOnPage())
        .containsExactly(
            new Line("One two", 10, 20, 80, 12, 0.8538, 0, 2, null),
            new Line("three", 10, 40, 50, 12, 0.95, 2, 1, null),
            new Line("four", 10, 70, 60, 12, 0, 3, 1, null));
    assertThat(reading.blocksOnPage())
        .containsExactly(
            new Block(10, 20, 80, 32, 0, 2, null), new Block(10, 70, 60, 12, 2, 1, null));
  }

  @Test
  void shouldKeepConfidenceBetweenNoughtAndOneWhenTesseractSaysMinusOne() {
    RecognisedText reading = TsvParser.parse(TABLE);
    assertThat(reading.words().get(3).confidence()).isZero();
    assertThat(reading.words().get(1).confidence()).isEqualTo(0.8025);
    assertThat(reading.confidence()).isEqualTo(0.6644);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void shouldAgreeInAllPartsWhenTheTableIsAnyTable(long seed) {
    RecognisedText reading = TsvParser.parse(anyTable(new Random(seed)));
    assertThat(reading.words())
        .allSatisfy(word -> assertThat(word.confidence()).isBetween(0.0, 1.0));
    assertThat(reading.linesOnPage())
        .allSatisfy(line -> assertThat(line.confidence()).isBetween(0.0, 1.0));
    assertThat(reading.confidence() == null).isEqualTo(reading.words().isEmpty());
    assertThat(reading.lines().stream().mapToInt(RecognisedText.Run::count).sum())
        .isEqualTo(reading.words().size());
    assertThat(reading.paragraphs().stream().mapToInt(RecognisedText.Run::count).sum())
        .isEqualTo(reading.lines().size());
    assertThat(reading.linesOnPage().stream().map(Line::text).collect(Collectors.joining(" ")))
        .isEqualTo(reading.text().strip().replaceAll("\\s+", " "));
  }

  /**
   * Returns rows of all levels in Tesseract's order, with confidences from -1 to 100 and blanks.
   */
  private static String anyTable(Random random) {
    StringBuilder table = new StringBuilder("1\t1\t0\t0\t0\t0\t0\t0\t400\t300\t-1\t\n");
    int paragraph = 1;
    int line = 1;
    for (int i = random.nextInt(40); i > 0; i--) {
      int turn = random.nextInt(6);
      paragraph += turn == 0 ? 1 : 0;
      line = turn == 0 ? 1 : turn < 3 ? line + 1 : line;
      String text = new String[] {" ", "~", "Wort", "1", "é"}[random.nextInt(5)];
      table.append(
          "5\t1\t1\t%d\t%d\t%d\t%d\t%d\t9\t9\t%d\t%s%n"
              .formatted(
                  paragraph,
                  line,
                  i,
                  random.nextInt(300),
                  random.nextInt(200),
                  random.nextInt(102) - 1,
                  text));
    }
    return table.toString();
  }

  @Test
  void shouldHaveNoConfidenceWhenNoWordWasRead() {
    RecognisedText reading = TsvParser.parse("1\t1\t0\t0\t0\t0\t0\t0\t400\t300\t-1\t\n");
    assertThat(reading.confidence()).isNull();
    assertThat(reading.text()).isEmpty();
    assertThat(reading.linesOnPage()).isEmpty();
    assertThat(reading.blocksOnPage()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "19, 9, false",
    "19, 41, false",
    "20, 9, true",
    "20, 41, true",
    "19, 10, true",
    "19, 40, true",
  })
  void shouldLeaveOutStrokesOfDrawingsWhenTheyAreOddAndHardlyBelieved(
      int percent, int height, boolean kept) {
    String row = "5\t1\t1\t1\t%d\t1\t10\t20\t30\t%d\t%d\t%s\n";
    String table =
        row.formatted(1, 20, 90, "two")
            + row.formatted(2, 20, 95, "words")
            + row.formatted(3, height, percent, "amer");

    RecognisedText reading = TsvParser.parse(table);

    assertThat(reading.words()).hasSize(kept ? 3 : 2);
    assertThat(reading.linesOnPage()).hasSize(kept ? 3 : 2);
    // Omitted words count too: they show how reliable the reading is.
    assertThat(reading.trust()).isEqualTo((0.9 + 0.95 + percent / 100.0) / 3, within(1e-4));
  }

  @Test
  void shouldLeaveOutSpecksWhenTheyAreBelowTheLeastConfidenceOfASign() {
    String row = "5\t1\t1\t1\t1\t1\t10\t20\t30\t12\t%s\t%s\n";
    RecognisedText reading =
        TsvParser.parse(
            row.formatted("90", "word") + row.formatted("39", "_/") + row.formatted("40", "&"));
    assertThat(reading.words()).extracting(Word::text).containsExactly("word", "&");
    assertThat(reading.text()).isEqualTo("word &\n");
    assertThat(reading.confidence()).isEqualTo(0.65);
    assertThat(reading.trust()).isEqualTo(0.5633);
  }

  @ParameterizedTest
  @CsvSource({
    "50, - 7 -, - 7 -",
    "49, - 7 -, ''",
    "50, [ix], [ix]",
    "49, [ix], ''",
    "95, - + 7 -, ''",
    "95, + + +, ''",
  })
  void shouldKeepANumberBetweenSignsWhenItIsSure(int percent, String line, String kept) {
    StringBuilder table = new StringBuilder();
    for (String word : line.split(" ", -1)) {
      table.append("5\t1\t1\t1\t1\t1\t10\t20\t30\t12\t%d\t%s\n".formatted(percent, word));
    }
    assertThat(TsvParser.parse(table.toString()).text().strip()).isEqualTo(kept);
  }

  @Test
  void shouldBeFullerOnlyWhenMoreTrustedLettersWereRead() {
    String row = "5\t1\t1\t1\t1\t%d\t10\t20\t30\t12\t%d\t%s\n";
    RecognisedText plain =
        TsvParser.parse(row.formatted(1, 80, "two") + row.formatted(2, 60, "words"));
    RecognisedText sparse = TsvParser.parse(row.formatted(1, 95, "two"));
    RecognisedText fuller =
        TsvParser.parse(row.formatted(1, 80, "two") + row.formatted(2, 75, "words"));
    assertThat(sparse.isBetterThan(plain)).isTrue();
    assertThat(sparse.isFullerThan(plain)).isFalse();
    assertThat(fuller.isFullerThan(plain)).isTrue();
    assertThat(plain.isFullerThan(plain)).isFalse();
  }
}
