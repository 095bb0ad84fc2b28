/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.contracts.Word;
import org.junit.jupiter.api.Test;

class ReadingTest {
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
    Reading reading = Reading.ofTable(TABLE);
    assertThat(reading.text()).isEqualTo("One two\nthree\n\nfour\n");
    assertThat(reading.words())
        .extracting(Word::text)
        .containsExactly("One", "two", "three", "four");
    assertThat(reading.text().split("\\s+")).hasSameSizeAs(reading.words());
  }

  @Test
  void shouldKeepConfidenceBetweenNoughtAndOneWhenTesseractSaysMinusOne() {
    Reading reading = Reading.ofTable(TABLE);
    assertThat(reading.words().get(3).confidence()).isZero();
    assertThat(reading.words().get(1).confidence()).isEqualTo(0.8025);
    assertThat(reading.confidence()).isEqualTo(0.6644);
  }

  @Test
  void shouldHaveNoConfidenceWhenNoWordWasRead() {
    Reading reading = Reading.ofTable("1\t1\t0\t0\t0\t0\t0\t0\t400\t300\t-1\t\n");
    assertThat(reading.confidence()).isNull();
    assertThat(reading.text()).isEmpty();
  }

  @Test
  void shouldPlaceBoxesOnThePageWhenItWasTurned() {
    Reading upright = Reading.ofTable("5\t1\t1\t1\t1\t1\t10\t20\t30\t12\t90\tword\n");
    assertThat(upright.inFrame(100, 50).words().get(0))
        .isEqualTo(Word.of("word", 10, 20, 30, 12, 0.9));
    assertThat(upright.turned(90).inFrame(100, 50).words().get(0))
        .isEqualTo(Word.of("word", 20, 10, 12, 30, 0.9));
    assertThat(upright.turned(180).inFrame(100, 50).words().get(0))
        .isEqualTo(Word.of("word", 60, 18, 30, 12, 0.9));
    assertThat(upright.turned(270).inFrame(100, 50).words().get(0))
        .isEqualTo(Word.of("word", 68, 10, 12, 30, 0.9));
  }

  @Test
  void shouldLeaveOutSpecksWhenTheyAreBelowTheLeastConfidenceOfASign() {
    String row = "5\t1\t1\t1\t1\t1\t10\t20\t30\t12\t%s\t%s\n";
    Reading reading =
        Reading.ofTable(
            row.formatted("90", "word") + row.formatted("39", "_/") + row.formatted("40", "&"));
    assertThat(reading.words()).extracting(Word::text).containsExactly("word", "&");
    assertThat(reading.text()).isEqualTo("word &\n");
    assertThat(reading.confidence()).isEqualTo(0.65);
    assertThat(reading.trust()).isEqualTo(0.5633);
  }

  @Test
  void shouldPlaceBoxesWhereTheyWereWhenTheImageWasStraightened() {
    Reading straight = Reading.ofTable("5\t1\t1\t1\t1\t1\t95\t0\t10\t10\t90\tword\n");
    // A quarter stands in for the few degrees: the upper middle came from the left.
    assertThat(straight.slanted(90, 200, 200).words().get(0))
        .isEqualTo(Word.of("word", 0, 95, 10, 10, 0.9));
    assertThat(straight.slanted(0, 200, 200)).isEqualTo(straight);
  }

  @Test
  void shouldBeBetterOnlyWhenMoreIsTrustedAndNoLessIsRead() {
    String row = "5\t1\t1\t1\t1\t%d\t10\t20\t30\t12\t%d\t%s\n";
    Reading plain = Reading.ofTable(row.formatted(1, 80, "two") + row.formatted(2, 60, "words"));
    Reading sparse = Reading.ofTable(row.formatted(1, 95, "two"));
    Reading fuller = Reading.ofTable(row.formatted(1, 80, "two") + row.formatted(2, 75, "words"));
    assertThat(sparse.isBetterThan(plain)).isTrue();
    assertThat(sparse.isBetterAndFullerThan(plain)).isFalse();
    assertThat(fuller.isBetterAndFullerThan(plain)).isTrue();
    assertThat(plain.isBetterAndFullerThan(plain)).isFalse();
  }
}
