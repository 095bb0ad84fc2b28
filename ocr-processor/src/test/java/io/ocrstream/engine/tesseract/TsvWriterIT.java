/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.tesseract;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.engine.InstallFolder;
import io.ocrstream.engine.SampleFiles;
import io.ocrstream.engine.TestSettings;
import io.ocrstream.engine.document.DocumentOpener;
import io.ocrstream.engine.image.PageSource;
import io.ocrstream.engine.image.PixImage;
import io.ocrstream.engine.natives.NativeLibraries;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.sourceforge.tess4j.ITessAPI.TessBaseAPI;
import net.sourceforge.tess4j.TessAPI1;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares {@link TsvWriter} with the table that Tesseract writes for the same result. */
class TsvWriterIT {
  private static final InstallFolder FOLDER = new InstallFolder(TestSettings.INSTALL_DIR);
  private static final int LSTM = 1;
  private static final int WHOLE_PAGE = 3;
  private static final String WORD = "5\t";

  private final TessBaseAPI api = loaded();

  @BeforeEach
  void loadModels() throws IOException {
    TesseractCatalog catalog = TesseractCatalog.of(TestSettings.defaults());
    Path models =
        FOLDER.publish(
            "models", catalog.models(catalog.modelsFor(OcrOptions.text(List.of("eng")))), Map.of());
    assertThat(TessAPI1.TessBaseAPIInit2(api, models.toString(), "eng", LSTM)).isZero();
  }

  @AfterEach
  void delete() {
    TessAPI1.TessBaseAPIDelete(api);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "english.png",
        "portuguese.png",
        "french.png",
        "letter.tiff",
        "receipt-sideways.jpg",
        "notice.gif",
      })
  void shouldHaveTheRowsOfWordsOfTesseractsOwnTable(String sample) {
    recognise(SampleFiles.file(sample));
    String own = tesseractsTable();
    assertThat(own).contains("\n" + WORD);
    assertThat(TsvWriter.of(api))
        .isEqualTo(
            own.lines()
                .filter(row -> row.startsWith(WORD))
                .map(row -> row + "\n")
                .collect(joining()));
  }

  @Test
  void shouldBeEmptyWhenNothingWasRecognised() {
    assertThat(TsvWriter.of(api)).isEmpty();
  }

  @Test
  void shouldTellScriptsThatAreWrittenFromRightToLeft() {
    assertThat("\u0627\u05D0".codePoints()).allMatch(TsvWriter::isFromRightToLeft);
    assertThat("aZ09 .,;\u00E9\u4E2D\u2019\u0416".codePoints())
        .noneMatch(TsvWriter::isFromRightToLeft);
  }

  private void recognise(Path file) {
    TessAPI1.TessBaseAPISetPageSegMode(api, WHOLE_PAGE);
    try (PageSource source = value(new DocumentOpener(TestSettings.defaults()).open(file));
        PixImage page = value(source.page(1))) {
      page.toGray();
      TessAPI1.TessBaseAPISetImage2(api, page.pix());
      assertThat(TessAPI1.TessBaseAPIRecognize(api, null)).isZero();
    }
  }

  private String tesseractsTable() {
    var table = TessAPI1.TessBaseAPIGetTsvText(api, 0);
    String text = table.getString(0, StandardCharsets.UTF_8.name());
    TessAPI1.TessDeleteText(table);
    return text;
  }

  private static TessBaseAPI loaded() {
    NativeLibraries.load(FOLDER);
    return TessAPI1.TessBaseAPICreate();
  }

  private static <T> T value(Outcome<T> attempt) {
    return attempt.fold(
        value -> value,
        problem -> {
          throw new AssertionError(problem);
        });
  }
}
