/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.engine.TextLayerPdf;
import java.awt.geom.GeneralPath;
import java.awt.geom.PathIterator;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests which vector shapes may be a line of letters and are recognised beside a text layer. */
class LetteringLinesTest {
  private static final String SENTENCE = "The letter that everybody reads is longer than its title";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"5, 20, 10, true", "4, 20, 10, false", "5, 4, 2, false", "5, 20, 41, false"})
  void shouldFindShapesBesideEachOther(int forms, double height, double gap, boolean found) {
    LetteringLines lettering = new LetteringLines();
    for (int i = 0; i < 5; i++) {
      double x = i * (10 + gap);
      lettering.add(new Rectangle2D.Double(x, 100, 10, height), Math.min(i, forms - 1));
    }
    assertThat(lettering.lines()).hasSize(found ? 1 : 0);
  }

  @Test
  void shouldRecogniseATitleThatIsDrawnInOutlines() throws IOException {
    assertThat(verdict(outlines("Heading of a page"))).isEqualTo(TextSoundness.Verdict.PARTIAL);
    assertThat(verdict(outlines("oooooooooooooooo"))).isEqualTo(TextSoundness.Verdict.WHOLE);
    assertThat(verdict("40 520 200 20 re f\n")).isEqualTo(TextSoundness.Verdict.WHOLE);
  }

  private TextSoundness.Verdict verdict(String content) throws IOException {
    try (TextLayerPdf pdf = new TextLayerPdf()) {
      Path file = pdf.save(folder, content + TextLayerPdf.line(40, 480, SENTENCE));
      try (PDDocument document = Loader.loadPDF(file.toFile())) {
        PDPage page = document.getPage(0);
        PdfFrame frame = PdfFrame.of(page, 300);
        var found = PdfPageAnalyzer.of(document, page, frame, PdfLimits.DEFAULTS);
        return TextSoundness.verdict(found, frame);
      }
    }
  }

  /** Returns operators that fill the outlines of {@code text} in Times of 24 points. */
  private static String outlines(String text) throws IOException {
    StringBuilder content = new StringBuilder("q 0.024 0 0 0.024 40 520 cm\n");
    for (int i = 0; i < text.length(); i++) {
      String letter = text.substring(i, i + 1);
      GeneralPath path = TextLayerPdf.times().getPath(letter);
      double[] at = new double[6];
      for (PathIterator on = path.getPathIterator(null); !on.isDone(); on.next()) {
        String operator =
            switch (on.currentSegment(at)) {
              case PathIterator.SEG_MOVETO -> "%2$f %3$f m\n";
              case PathIterator.SEG_LINETO -> "%2$f %3$f l\n";
              case PathIterator.SEG_QUADTO -> "%2$f %3$f %4$f %5$f v\n";
              case PathIterator.SEG_CUBICTO -> "%2$f %3$f %4$f %5$f %6$f %7$f c\n";
              default -> "h\n";
            };
        content.append(operator.formatted("", at[0], at[1], at[2], at[3], at[4], at[5]));
      }
      double width = TextLayerPdf.times().getStringWidth(letter);
      content.append("f 1 0 0 1 %f 0 cm\n".formatted(width));
    }
    return content.append("Q\n").toString();
  }
}
