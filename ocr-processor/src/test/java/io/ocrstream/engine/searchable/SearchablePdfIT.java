/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.searchable;

import static io.ocrstream.engine.searchable.PlantedDocuments.DPI;
import static io.ocrstream.engine.searchable.PlantedDocuments.TEXTS;
import static io.ocrstream.engine.searchable.PlantedDocuments.documents;
import static io.ocrstream.engine.searchable.PlantedDocuments.planted;
import static io.ocrstream.engine.searchable.PlantedDocuments.render;
import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Problem;
import io.ocrstream.contracts.Treatment;
import io.ocrstream.contracts.Word;
import io.ocrstream.engine.SampleFiles;
import io.ocrstream.engine.SelectableWords;
import io.ocrstream.engine.image.PageSource;
import io.ocrstream.engine.pdf.layout.PdfGlyph;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.text.PDFTextStripper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests searchable PDFs of planted words: what is selectable, and where. */
class SearchablePdfIT {
  private static final double MOST_OFF_PIXELS = 1;

  private final PlantedDocuments made;

  SearchablePdfIT(@TempDir Path folder) {
    made = new PlantedDocuments(folder);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 90, 180, 270})
  void shouldSelectWhatWasReadWhereItStandsWhenTheDocumentIsAnImage(int rotation)
      throws IOException {
    Path image = made.png(BufferedImage.TYPE_BYTE_GRAY);
    Page page = planted(1, rotation);

    Path pdf = made.searchable(image, page);

    assertSelectable(pdf, page, rotation % 180 != 0);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "90, 0",
    "180, 0",
    "270, 0",
    "0, 90",
    "0, 180",
    "0, 270",
    "90, 90",
    "270, 180"
  })
  void shouldSelectWhatWasReadWhereItStandsWhenTheDocumentIsAPdf(int pageRotation, int rotation)
      throws IOException {
    Path source = made.pdf(pageRotation);
    Page page = planted(1, rotation);

    Path pdf = made.searchable(source, page);

    assertThat(render(pdf, 0)).isEqualTo(render(source, 0));
    assertSelectable(pdf, page, rotation % 180 != 0);
  }

  @Test
  void shouldGiveTheWordsInReadingOrderWhenTheyRunFromTheRight() throws IOException {
    Page template = planted(1, 0);
    List<Word> words =
        List.of(
            Word.of("שלום", 400, 100, 100, 30, 0.9),
            Word.of("עולם", 280, 102, 100, 28, 0.9),
            Word.of("see", 100, 200, 60, 30, 0.9),
            Word.of("مرحبا", 260, 200, 70, 30, 0.9),
            Word.of("سلام", 180, 200, 70, 30, 0.9),
            Word.of("there.", 350, 200, 80, 30, 0.9));

    Path pdf =
        made.searchable(
            made.png(BufferedImage.TYPE_BYTE_GRAY), template.with("", words, null, null));

    try (PDDocument document = Loader.loadPDF(pdf.toFile())) {
      assertThat(new PDFTextStripper().getText(document).lines().map(String::strip))
          .containsExactly("שלום עולם", "see مرحبا سلام there.");
    }
  }

  @Test
  void shouldLayOnlyWhatWasReadOfPicturesWhenThePageSaysTheRest() throws IOException {
    Path source = made.pdf(0);
    List<Word> words = new ArrayList<>(Objects.requireNonNull(planted(1, 0).words()));
    Word said = words.get(0);
    words.set(
        0, Word.of(said.text(), said.x(), said.y(), said.width(), said.height(), PdfGlyph.CERTAIN));

    Path pdf = made.searchable(source, ofItsOwn(words, Treatment.NONE));

    assertThat(SelectableWords.of(pdf, 1, false)).hasSize(words.size() - 1);
  }

  private static Page ofItsOwn(List<Word> words, @Nullable Treatment treatment) {
    Page own = planted(1, 0);
    return new Page(
        1,
        own.width(),
        own.height(),
        0,
        Page.Status.READ,
        Page.TextSource.TEXT_LAYER,
        own.confidence(),
        own.text(),
        treatment,
        words,
        null,
        null,
        null);
  }

  @Test
  void shouldLeaveThePageAloneWhenItsTextIsItsOwn() throws IOException {
    Path source = made.pdf(0);
    Page page = ofItsOwn(Objects.requireNonNull(planted(1, 0).words()), null);

    Path pdf = made.searchable(source, page);

    assertThat(SelectableWords.of(pdf, 1, false)).isEqualTo(SelectableWords.of(source, 1, false));
    assertThat(render(pdf, 0)).isEqualTo(render(source, 0));
  }

  @Test
  void shouldKeepPagesThatWereNotRead() throws IOException {
    Path tiff = SampleFiles.file("letter.tiff");
    int count = documents().open(tiff).fold(PageSource::pageCount, problem -> 0);

    Path pdf = made.searchable(tiff, Page.failed(1, FailureCode.TIMED_OUT), planted(2, 0));

    assertThat(SelectableWords.of(pdf, 1, false)).isEmpty();
    assertThat(SelectableWords.of(pdf, 2, false)).hasSize(TEXTS.size());
    try (PDDocument document = Loader.loadPDF(pdf.toFile())) {
      assertThat(document.getNumberOfPages()).isEqualTo(count);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldDoWhatTheOwnerAllowsWhenThePdfIsEncrypted(boolean allowed) throws IOException {
    Path source = made.pdf(0);
    Path locked = made.target().resolveSibling("locked.pdf");
    try (PDDocument document = Loader.loadPDF(source.toFile())) {
      AccessPermission permission = new AccessPermission();
      permission.setCanModify(allowed);
      document.protect(new StandardProtectionPolicy("owner", "", permission));
      document.save(locked.toFile());
    }

    Optional<Problem> problem = made.write(locked, SearchablePdf.MAX_BYTES);

    if (allowed) {
      assertThat(problem).isEmpty();
      assertSelectable(made.target(), planted(1, 0), false);
    } else {
      assertThat(problem).map(Problem::code).hasValue(FailureCode.ENCRYPTED);
    }
  }

  private static void assertSelectable(Path pdf, Page page, boolean turned) throws IOException {
    List<SelectableWords.Selectable> found = SelectableWords.of(pdf, page.number(), turned);
    List<Word> words = page.words() == null ? List.of() : page.words();

    assertThat(found).extracting(SelectableWords.Selectable::text).isEqualTo(TEXTS);
    for (int i = 0; i < words.size(); i++) {
      Word word = words.get(i);
      Rectangle2D box = found.get(i).box();
      double scale = DPI / 72;
      assertThat(Math.abs(box.getMinX() * scale - word.x())).isLessThan(MOST_OFF_PIXELS);
      assertThat(Math.abs(box.getMinY() * scale - word.y())).isLessThan(MOST_OFF_PIXELS);
      assertThat(Math.abs(box.getMaxX() * scale - word.x() - word.width()))
          .isLessThan(MOST_OFF_PIXELS);
      assertThat(Math.abs(box.getMaxY() * scale - word.y() - word.height()))
          .isLessThan(MOST_OFF_PIXELS);
    }
  }
}
