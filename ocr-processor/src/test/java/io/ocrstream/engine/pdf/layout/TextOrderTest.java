/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.pdf.layout;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.engine.TextLayerPdf;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that a page is read in the same order, whatever the order in which it is drawn. */
class TextOrderTest {
  private static final List<String> FERRY =
      List.of("The ferry to the north", "leaves at seven in the", "morning and comes back");
  private static final List<String> LUGGAGE =
      List.of("Luggage above twenty", "kilograms costs extra,", "bicycles travel free of");
  private static final List<String> MUSEUM =
      List.of("Museums open at ten", "and close at six in the", "evening on all weekdays");

  @TempDir Path folder;

  /** A line and its place in points from the page's lower left corner. */
  private record Text(double x, double y, String text) {}

  private static List<Text> column(double x, double y, List<String> lines) {
    List<Text> column = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      column.add(new Text(x, y - 16 * i, lines.get(i)));
    }
    return column;
  }

  @SafeVarargs
  private static List<Text> all(List<Text>... parts) {
    List<Text> all = new ArrayList<>();
    for (List<Text> part : parts) {
      all.addAll(part);
    }
    return all;
  }

  /** Asserts that {@code drawn} is read in the order of {@code read}. */
  private void assertRead(List<Text> read, List<Text> drawn) throws IOException {
    assertThat(drawn).containsExactlyInAnyOrderElementsOf(read);
    StringBuilder content = new StringBuilder();
    drawn.forEach(text -> content.append(TextLayerPdf.line(text.x, text.y, text.text)));
    try (TextLayerPdf pdf = new TextLayerPdf()) {
      assertThat(pdf.text(folder, content.toString()).replaceAll("\\s+", " "))
          .isEqualTo(read.stream().map(Text::text).collect(Collectors.joining(" ")));
    }
  }

  @Test
  void shouldReadColumnsFromTheLeftWhenTheRightOneIsDrawnFirst() throws IOException {
    List<Text> left = column(20, 540, FERRY);
    List<Text> middle = column(150, 540, LUGGAGE);
    List<Text> right = column(280, 540, MUSEUM);
    assertRead(all(left, right), all(right, left));
    assertRead(all(left, middle, right), all(right, middle, left));
    assertRead(all(left, middle, right), all(middle, right, left));
  }

  @Test
  void shouldFinishAColumnFirstWhenItHasSeveralBlocks() throws IOException {
    List<Text> left = all(column(20, 540, FERRY), column(20, 440, LUGGAGE));
    List<Text> right = all(column(200, 540, MUSEUM), column(200, 440, FERRY));
    List<Text> heading = List.of(new Text(20, 580, "Timetable and rules of the northern line"));
    List<Text> footer = List.of(new Text(20, 30, "Page 7"));
    assertRead(all(heading, left, right, footer), all(footer, right, left, heading));
  }

  @Test
  void shouldReadASidebarInItsPlaceWheneverItIsDrawn() throws IOException {
    List<Text> side = column(20, 540, List.of("Contact", "Lena Brandt", "Quay 4"));
    List<Text> article = column(150, 540, MUSEUM);
    assertRead(all(side, article), all(article, side));
    List<Text> right = column(300, 540, List.of("Contact", "Lena Brandt", "Quay 4"));
    assertRead(all(article, right), all(right, article));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 5})
  void shouldReadColumnByColumnWhenThreeAreDrawnRowByRow(double lower) throws IOException {
    List<List<Text>> columns =
        List.of(
            column(20, 540, FERRY),
            column(155, 540 - lower, LUGGAGE),
            column(290, 540 - 2 * lower, MUSEUM));
    List<Text> drawn = new ArrayList<>();
    for (int row = 0; row < FERRY.size(); row++) {
      for (List<Text> column : columns) {
        drawn.add(column.get(row));
      }
    }
    assertRead(all(columns.get(0), columns.get(1), columns.get(2)), drawn);
  }

  @Test
  void shouldReadAcrossWhenWordsStandBelowEachOtherByChance() throws IOException {
    List<Text> rows = new ArrayList<>();
    for (int i = 0; i < FERRY.size(); i++) {
      rows.add(new Text(20, 540 - 16 * i, FERRY.get(i)));
      rows.add(new Text(150 + 12 * i, 540 - 16 * i, MUSEUM.get(i)));
    }
    assertRead(rows, rows);
  }

  @Test
  void shouldReadValuesBesideTheirLabelsWhenARowHasTwoPairs() throws IOException {
    List<Text> read = new ArrayList<>();
    List<String> texts =
        List.of("Name:", "Ida Falk", "Town:", "Ripon", "Date:", "2 May", "Weight:", "1,240 kg");
    for (int i = 0; i < texts.size(); i++) {
      read.add(new Text(20 + 80 * (i % 4), 540 - 24 * (i / 4), texts.get(i)));
    }
    List<Text> drawn = new ArrayList<>(read.stream().filter(t -> t.text.endsWith(":")).toList());
    drawn.addAll(read.stream().filter(t -> !t.text.endsWith(":")).toList());
    assertRead(read, drawn);
  }

  @ParameterizedTest
  @ValueSource(strings = {"%d.", "(%d)", "*"})
  void shouldReadNumbersOfAListBeforeItsItemsWhenTheyAreDrawnApart(String mark) throws IOException {
    List<Text> read = new ArrayList<>();
    List<Text> marks = new ArrayList<>();
    List<Text> items = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      marks.add(new Text(20, 540 - 32 * i, mark.formatted(i + 1)));
      List<Text> item = column(45, 540 - 32 * i, FERRY.subList(i, i + 1));
      items.addAll(item);
      items.add(new Text(45, 524 - 32 * i, LUGGAGE.get(i)));
      read.addAll(all(marks.subList(i, i + 1), items.subList(2 * i, 2 * i + 2)));
    }
    assertRead(read, all(marks, items));
    assertRead(read, all(items, marks));
  }

  @Test
  void shouldReadBoldWordsInTheirLineWhenTheyAreDrawnLater() throws IOException {
    List<Text> bold = List.of(new Text(20, 540, "Scope."), new Text(122, 524, "tenant"));
    Text first = new Text(57, 540, "This contract is about");
    Text second = new Text(20, 524, "a flat that the new");
    Text third = new Text(157, 524, "has seen and");
    Text fourth = new Text(20, 508, "found to be in order.");
    assertRead(
        List.of(bold.get(0), first, second, bold.get(1), third, fourth),
        all(List.of(first, second, third, fourth), bold));
  }

  @Test
  void shouldNotReadAcrossWhenAParagraphTouchesABoxDrawnEarlier() throws IOException {
    List<Text> box = column(208, 500, List.of("Open daily", "Closed in May", "Ring twice"));
    List<Text> text =
        column(40, 500, List.of("The ferry to the island is", "late", "because of the storm and"));
    assertRead(all(text, box), all(box, text));
  }

  @Test
  void shouldReadValuesBesideTheirLabelsWhenAParagraphFollowsThem() throws IOException {
    List<Text> labels = column(40, 500, List.of("Contract", "Customer", "Begin"));
    List<Text> values = column(190, 500, List.of("KV-20118", "Dara Nolan", "1 May"));
    List<Text> below =
        column(40, 452, List.of("Payment is due within a month", "of the date of this letter."));
    List<Text> read = new ArrayList<>();
    for (int i = 0; i < labels.size(); i++) {
      read.add(labels.get(i));
      read.add(values.get(i));
    }
    assertRead(all(read, below), all(labels, values, below));
  }

  @Test
  void shouldReadABoxAcrossTheColumnsBetweenTheBlocksAroundIt() throws IOException {
    List<Text> above = all(column(20, 560, FERRY), column(200, 560, LUGGAGE));
    List<Text> below = all(column(20, 400, MUSEUM), column(200, 400, FERRY));
    List<Text> box =
        List.of(new Text(40, 470, "Nobody was hurt, and the village was reached in good time"));
    assertRead(all(above, box, below), all(above, below, box));
  }

  @Test
  void shouldReadEachTextOnceWhenBlocksOverlap() throws IOException {
    List<Text> some = column(20, 540, FERRY);
    List<Text> across = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      across.add(new Text(15 + 40 * i, 536 - 7 * i, "across " + i));
    }
    Collections.reverse(across);
    StringBuilder content = new StringBuilder();
    all(across, some).forEach(t -> content.append(TextLayerPdf.line(t.x, t.y, t.text)));
    try (TextLayerPdf pdf = new TextLayerPdf()) {
      assertThat(pdf.text(folder, content.toString()).split("\\s+", -1)).hasSize(26);
    }
  }
}
