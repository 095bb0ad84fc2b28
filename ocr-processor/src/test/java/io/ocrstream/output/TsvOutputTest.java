/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.contracts.Page;
import java.util.List;
import org.junit.jupiter.api.Test;

class TsvOutputTest {
  private static final String HEADER =
      "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf"
          + "\ttext";

  @Test
  void shouldHaveARowForEveryLevelWhenLaidOut() {
    assertThat(rows(SomePages.laidOut(3)))
        .containsExactly(
            HEADER,
            "1\t3\t0\t0\t0\t0\t0\t0\t600\t800\t-1\t",
            "2\t3\t1\t0\t0\t0\t100\t100\t180\t80\t-1\t",
            "3\t3\t1\t1\t0\t0\t100\t100\t180\t80\t-1\t",
            "4\t3\t1\t1\t1\t0\t100\t100\t180\t30\t-1\t",
            "5\t3\t1\t1\t1\t1\t100\t100\t90\t30\t96.06\tGröße",
            "5\t3\t1\t1\t1\t2\t200\t102\t80\t28\t50\tλόγος",
            "4\t3\t1\t1\t2\t0\t100\t150\t60\t30\t-1\t",
            "5\t3\t1\t1\t2\t1\t100\t150\t60\t30\t100\t文字",
            "2\t3\t2\t0\t0\t0\t100\t300\t160\t40\t-1\t",
            "3\t3\t2\t1\t0\t0\t100\t300\t160\t40\t-1\t",
            "4\t3\t2\t1\t1\t0\t100\t300\t160\t40\t-1\t",
            "5\t3\t2\t1\t1\t1\t100\t300\t160\t40\t0\t<b>&\"'</b>");
  }

  @Test
  void shouldKeepTwelveColumnsWhenWordsHoldTabsAndLineEnds() {
    List<String> rows = rows(SomePages.hostile(1));

    assertThat(rows).hasSize(1 + 4 + 3);
    assertThat(rows).allSatisfy(row -> assertThat(row.split("\t", -1)).hasSize(12));
    assertThat(rows).noneMatch(row -> row.chars().anyMatch(c -> c < ' ' && c != '\t'));
    assertThat(rows.get(5)).endsWith("\ta b c ");
  }

  @Test
  void shouldTakeWordsForOneLineWhenThereAreNoLines() {
    assertThat(rows(SomePages.turned(1)))
        .contains(
            "4\t1\t1\t1\t1\t0\t500\t200\t30\t290\t-1\t",
            "5\t1\t1\t1\t1\t1\t500\t400\t30\t90\t80\tup",
            "5\t1\t1\t1\t1\t2\t500\t200\t30\t180\t80\twards");
  }

  @Test
  void shouldHaveOnlyThePagesRowWhenNothingWasRead() {
    assertThat(rows(SomePages.blank(2))).containsExactly(HEADER, page(2, 600, 800));
    assertThat(rows(SomePages.withoutWords(2))).containsExactly(HEADER, page(2, 600, 800));
    assertThat(rows(SomePages.failed(2))).containsExactly(HEADER, page(2, 0, 0));
  }

  @Test
  void shouldHaveTheHeaderOnceWhenThereAreManyPages() {
    String table = SomePages.written(new TsvOutput(), SomePages.many(2000));

    assertThat(table.lines().filter(HEADER::equals)).hasSize(1);
    assertThat(table.lines()).hasSize(1 + 2000 * 12);
    assertThat(table).endsWith("\n");
  }

  private static String page(int number, int width, int height) {
    return "1\t%d\t0\t0\t0\t0\t0\t0\t%d\t%d\t-1\t".formatted(number, width, height);
  }

  private static List<String> rows(Page page) {
    return SomePages.written(new TsvOutput(), List.of(page)).lines().toList();
  }
}
