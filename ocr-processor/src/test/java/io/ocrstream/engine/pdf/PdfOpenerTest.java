/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.pdf;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.engine.image.PixelLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the reasons for which whole PDFs are rejected: protection, portfolios, dynamic forms. */
class PdfOpenerTest {
  private static final String PAGE = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>";
  private static final String CERTIFICATES =
      "<</Filter/Adobe.PubSec/SubFilter/adbe.pkcs7.s4/V 2/R 131104/Length 128/P -44"
          + "/Recipients[<3080>]>>";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        CERTIFICATES,
        "<</Filter/Adobe.PubSec/SubFilter/adbe.pkcs7.s5/V 4/CF<</DefaultCryptFilter"
            + "<</CFM/AESV2/Recipients[<3080>]>>>>/StmF/DefaultCryptFilter>>",
        "<</Filter/MicrosoftIRMServices/MicrosoftIRMVersion 1>>",
        "<</Filter/FOPN_fLock/V 1/VEID(2.0)>>",
        "<</Filter/Standard/V 9/R 9/O(x)/U(x)/P 0>>",
        "<</V 1>>",
      })
  void shouldBeEncryptedWhateverHandlerProtectsIt(String encryption) throws IOException {
    Path file = pdf("/Encrypt 4 0 R/ID[<01><01>]", "<</Type/Catalog/Pages 2 0 R>>", encryption);
    assertThat(problem(file)).contains(FailureCode.ENCRYPTED);
  }

  @Test
  void shouldOpenWhenNothingProtectsIt() throws IOException {
    assertThat(problem(pdf("", "<</Type/Catalog/Pages 2 0 R>>", CERTIFICATES))).isEmpty();
  }

  @Test
  void shouldNotBeReadWhenItsContentIsInAttachedFiles() throws IOException {
    String files = "/Names<</EmbeddedFiles<</Names[]>>>>";
    String collection = "/Collection<</View/T>>";
    assertThat(problem(pdf("", catalog(files + collection), "null")))
        .contains(FailureCode.UNSUPPORTED_TYPE);
    // An invoice with attached data is an ordinary document.
    assertThat(problem(pdf("", catalog(files), "null"))).isEmpty();
  }

  @Test
  void shouldNotBeReadWhenAViewerMustBuildItsPages() throws IOException {
    String form = "/AcroForm<</Fields[]/XFA[]>>";
    assertThat(problem(pdf("", catalog(form + "/NeedsRendering true"), "null")))
        .contains(FailureCode.UNSUPPORTED_TYPE);
    // A static form also has pages.
    assertThat(problem(pdf("", catalog(form), "null"))).isEmpty();
  }

  private static String catalog(String entries) {
    return "<</Type/Catalog/Pages 2 0 R" + entries + ">>";
  }

  /** Writes a page without content. The fourth object is {@code last}. */
  private Path pdf(String trailer, String catalog, String last) throws IOException {
    StringBuilder pdf = new StringBuilder("%PDF-1.7\n");
    List<Integer> offsets = new ArrayList<>();
    String pages = "<</Type/Pages/Count 1/Kids[3 0 R]>>";
    for (String object : List.of(catalog, pages, PAGE, last)) {
      offsets.add(pdf.length());
      pdf.append("%d 0 obj\n%s\nendobj\n".formatted(offsets.size(), object));
    }
    int table = pdf.length();
    pdf.append("xref\n0 5\n0000000000 65535 f \n");
    offsets.forEach(offset -> pdf.append("%010d 00000 n \n".formatted(offset)));
    pdf.append("trailer\n<</Size 5/Root 1 0 R%s>>\n".formatted(trailer));
    pdf.append("startxref\n%d\n%%%%EOF\n".formatted(table));
    return Files.write(folder.resolve("made.pdf"), pdf.toString().getBytes(US_ASCII));
  }

  private static Optional<FailureCode> problem(Path file) {
    return PdfPages.open(file, 72, new PixelLimits(1_000_000, 1_000))
        .fold(
            source -> {
              source.close();
              return Optional.<FailureCode>empty();
            },
            problem -> Optional.of(problem.code()));
  }
}
