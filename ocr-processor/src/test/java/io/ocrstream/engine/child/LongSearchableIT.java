/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Word;
import io.ocrstream.engine.Engine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.AbstractList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests a searchable PDF of more pages than fit a child's memory: it fetches one page at a time.
 */
@Tag("faults")
class LongSearchableIT {
  private static final int PAGES = 2_000;
  private static final int WORDS = 600;
  private static final Duration TIMEOUT = Duration.ofMinutes(5);

  private static final IsolatedEngine ENGINE =
      Isolation.start(
          1,
          Map.of(
              "child.heap", "96MiB",
              "child.address-space", "1536MiB",
              "max-pages", Integer.toString(PAGES)));

  @TempDir private Path folder = Path.of("unset");

  @AfterAll
  static void stop() {
    ENGINE.close();
  }

  @Test
  void shouldPutTextUnderEveryPageOfALongDocument() throws Exception {
    Path target = folder.resolve("searchable.pdf");
    List<Long> before = ENGINE.children();
    try (Engine.Document document = Isolation.open(ENGINE, blank())) {
      assertThat(document.pageCount()).isEqualTo(PAGES);
      long begun = System.nanoTime();
      assertThat(document.writeSearchable(new MadePages(), target, TIMEOUT)).isEmpty();
      System.out.printf(
          "%d pages of %d words in %.1f s; most resident memory of a child: %d MiB%n",
          PAGES, WORDS, (System.nanoTime() - begun) / 1e9, ENGINE.peakMemory().orElse(0) >> 20);
    }
    assertThat(ENGINE.children()).as("none was lost over it").containsAll(before);
    try (PDDocument made = Loader.loadPDF(target.toFile())) {
      for (int number : new int[] {1, PAGES / 2, PAGES}) {
        PDFTextStripper text = new PDFTextStripper();
        text.setStartPage(number);
        text.setEndPage(number);
        assertThat(text.getText(made).split("\\s+"))
            .hasSize(WORDS)
            .allMatch(word -> word.startsWith("p" + number + "w"));
      }
    }
  }

  private Path blank() throws Exception {
    Path file = folder.resolve("blank.pdf").toAbsolutePath();
    try (PDDocument document = new PDDocument()) {
      for (int i = 0; i < PAGES; i++) {
        document.addPage(new PDPage(PDRectangle.A4));
      }
      document.save(file.toFile());
    }
    return file;
  }

  /** Pages that are created on request, as if read from a file. */
  private static final class MadePages extends AbstractList<Page> {
    @Override
    public Page get(int index) {
      int number = index + 1;
      List<Word> words =
          IntStream.range(0, WORDS)
              .mapToObj(
                  i ->
                      Word.of(
                          "p%dw%d".formatted(number, i),
                          100 + i % 10 * 220,
                          100 + i / 10 * 55,
                          200,
                          40,
                          0.9))
              .toList();
      return new Page(
          number,
          2480,
          3508,
          0,
          Page.Status.READ,
          Page.TextSource.OCR,
          0.9,
          "",
          null,
          words,
          List.of(),
          List.of(),
          null);
    }

    @Override
    public int size() {
      return PAGES;
    }
  }
}
