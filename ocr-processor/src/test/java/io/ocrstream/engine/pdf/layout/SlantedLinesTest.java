/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.pdf.layout;

import static io.ocrstream.engine.TextLayerPdf.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Word;
import io.ocrstream.engine.TextLayerPdf;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests lines of a text layer that run neither across nor down the page. */
class SlantedLinesTest {
  private static final String SENTENCE = "All bells will call";

  @TempDir Path folder;

  /** A watermark across the page, drawn beneath its text or over it. */
  @ParameterizedTest
  @CsvSource({"45, true", "45, false", "30, true", "52.3, true", "-45, false", "60, false"})
  void shouldReadSlantedLinesAsLines(double degrees, boolean first) throws IOException {
    String mark = slanted(150, 450, degrees, "STRICTLY CONFIDENTIAL");
    String body = line(40, 500, SENTENCE) + line(40, 486, "until the morning comes");
    String marked = "STRICTLY CONFIDENTIAL";
    String read = SENTENCE + "\nuntil the morning comes";
    assertThat(text(first ? mark + body : body + mark))
        .isEqualTo(first ? marked + "\n\n" + read : read + "\n\n" + marked);
  }

  @Test
  void shouldPlaceWordsOfASlantedLineAlongIt() throws IOException {
    try (TextLayerPdf pdf = new TextLayerPdf()) {
      Path file = pdf.save(folder, slanted(150, 450, 45, "STRICTLY CONFIDENTIAL"));
      Page page = TextLayerPdf.page(file).orElseThrow();
      List<Word> words = Objects.requireNonNull(page.words());
      assertThat(words).extracting(Word::text).containsExactly("STRICTLY", "CONFIDENTIAL");
      Word left = words.get(0);
      Word right = words.get(1);
      // The line rises to the right, and each box holds a slanted word.
      assertThat(right.x()).isBetween(left.x() + left.width() - 40, left.x() + left.width() + 40);
      assertThat(right.y() + right.height()).isBetween(left.y() - 40, left.y() + 40);
      assertThat(left.height()).isCloseTo(left.width(), withinPercentage(10));
    }
  }

  private static String slanted(double x, double y, double degrees, String text) {
    double sine = Math.sin(Math.toRadians(degrees));
    double cosine = Math.cos(Math.toRadians(degrees));
    return String.format(
        Locale.ROOT,
        "q %f %f %f %f %f %f cm %s Q ",
        cosine,
        sine,
        -sine,
        cosine,
        x,
        y,
        line(0, 0, text));
  }

  private String text(String content) throws IOException {
    try (TextLayerPdf pdf = new TextLayerPdf()) {
      return pdf.text(folder, content);
    }
  }
}
