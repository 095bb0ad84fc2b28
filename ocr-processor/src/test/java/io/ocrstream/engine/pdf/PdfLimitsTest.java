/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Problem;
import io.ocrstream.contracts.TextLayer;
import io.ocrstream.engine.image.PageSource;
import io.ocrstream.engine.image.PixelLimits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests hostile, inconsistent and damaged PDFs, with each limit one below and one above. */
class PdfLimitsTest {
  private static final int EDGE = 32_000;
  private static final PixelLimits PIXELS = new PixelLimits(100_000_000, EDGE);
  private static final PdfLimits MANY = PdfLimits.DEFAULTS;

  @TempDir Path folder;

  /** Builds a document. */
  private interface Making {
    void make(PDDocument document) throws IOException;
  }

  @Test
  void shouldRefuseWhenThereAreMoreObjectsThanTheLimit() throws IOException {
    Path file = pdf(document -> HostilePdfs.written(document, "one"));
    int objects;
    try (PDDocument document = Loader.loadPDF(file.toFile())) {
      objects = document.getDocument().getXrefTable().size();
    }
    assertThat(opened(file, TestPdfLimits.objects(objects))).isEmpty();
    assertThat(opened(file, TestPdfLimits.objects(objects - 1))).contains(FailureCode.TOO_LARGE);
  }

  @Test
  void shouldRefuseWhenTheTreeHasMorePagesThanTheLimit() throws IOException {
    Path file =
        pdf(
            document -> {
              HostilePdfs.written(document, "one");
              HostilePdfs.written(document, "two");
              HostilePdfs.written(document, "three");
            });
    assertThat(opened(file, TestPdfLimits.pages(3))).isEmpty();
    assertThat(opened(file, TestPdfLimits.pages(2))).contains(FailureCode.TOO_MANY_PAGES);
  }

  @Test
  void shouldCountThePagesThatAreThereWhenTheTreeLies() throws IOException {
    for (int count : new int[] {0, 1, 1_000_000, -5}) {
      Path file =
          pdf(
              document -> {
                HostilePdfs.written(document, "one");
                HostilePdfs.written(document, "two");
                HostilePdfs.root(document).setInt(COSName.COUNT, count);
              });
      assertThat(texts(file)).isEqualTo("one|two");
    }
  }

  @Test
  void shouldReadEachBranchOnceWhenTheTreeLoops() throws IOException {
    Path file =
        pdf(
            document -> {
              HostilePdfs.written(document, "one");
              HostilePdfs.root(document).getCOSArray(COSName.KIDS).add(HostilePdfs.root(document));
              HostilePdfs.written(document, "two");
            });
    assertThat(texts(file)).isEqualTo("one|two");
  }

  /** A tree within the limit is kept, and a deeper one is flattened. Both are read. */
  @ParameterizedTest
  @ValueSource(ints = {PdfPageTree.MAX_DEPTH - 1, PdfPageTree.MAX_DEPTH, 60})
  void shouldGiveThePagesWhatTheyInheritHoweverDeepTheTree(int branches) throws IOException {
    Path file = pdf(document -> HostilePdfs.deep(document, branches));
    assertThat(texts(file)).isEqualTo("deep");
    try (PageSource source = open(file, MANY)) {
      assertThat(page(source, 1).orElseThrow().width()).isEqualTo(144);
    }
  }

  @Test
  void shouldMakeATreeFlatWhenItIsDeeperThanTheLimit() throws IOException {
    assertThat(isFlatOnceMended(PdfPageTree.MAX_DEPTH - 1)).isFalse();
    assertThat(isFlatOnceMended(PdfPageTree.MAX_DEPTH)).isTrue();
  }

  private static boolean isFlatOnceMended(int branches) throws IOException {
    try (PDDocument document = new PDDocument()) {
      HostilePdfs.deep(document, branches);
      int pages = PdfPageTree.repairAndCount(document, MANY).fold(found -> found, problem -> 0);
      assertThat(pages).isEqualTo(1);
      COSBase kid = HostilePdfs.root(document).getCOSArray(COSName.KIDS).getObject(0);
      return COSName.PAGE.equals(((COSDictionary) kid).getCOSName(COSName.TYPE));
    }
  }

  @Test
  void shouldBeDamagedWhenTheTreeHasNoPages() throws IOException {
    Path file =
        pdf(
            document -> {
              HostilePdfs.written(document, "one");
              HostilePdfs.root(document).setItem(COSName.KIDS, new COSArray());
            });
    assertThat(opened(file, MANY)).contains(FailureCode.CORRUPT);
  }

  @Test
  void shouldFailThePageWhenItsStreamsUnpackToMoreThanTheLimit() throws IOException {
    Path file = pdf(document -> HostilePdfs.content(document, " ".repeat(50_000)));
    assertThat(problem(file, TestPdfLimits.pageBytes(50_000))).isEmpty();
    assertThat(problem(file, TestPdfLimits.pageBytes(49_999))).contains(FailureCode.TOO_LARGE);
  }

  @Test
  void shouldFailThePageWhenAnImageUnpacksToMoreThanItsSizeSays() throws IOException {
    // A pixel may take 8 bytes, plus one mebibyte.
    int most = 8 + (1 << 20);
    assertThat(problem(pdf(document -> HostilePdfs.image(document, most)), MANY)).isEmpty();
    assertThat(problem(pdf(document -> HostilePdfs.image(document, most + 1)), MANY))
        .contains(FailureCode.TOO_LARGE);
  }

  @Test
  void shouldFailThePageWhenAnImageIsTooLargeWhereverItHangs() throws IOException {
    for (HostilePdfs.Hanging hanging : HostilePdfs.HANGINGS) {
      assertThat(imageProblem(document -> hanging.hang(document, EDGE))).isEmpty();
      assertThat(imageProblem(document -> hanging.hang(document, EDGE + 1)))
          .as("%d", HostilePdfs.HANGINGS.indexOf(hanging))
          .contains(FailureCode.TOO_MANY_PIXELS);
    }
  }

  @Test
  void shouldFailThePageWhenAnImageIsTooLargeBehindManyOthers() throws IOException {
    Making making =
        document -> {
          PDResources outer = HostilePdfs.content(document, "q Q").getResources();
          for (int i = 0; i < 20_000; i++) {
            outer.put(COSName.getPDFName("I" + i), HostilePdfs.wide(document, 1));
          }
          HostilePdfs.form(document, outer, "/I Do")
              .put(COSName.getPDFName("I"), HostilePdfs.wide(document, EDGE + 1));
        };
    assertThat(imageProblem(making)).contains(FailureCode.TOO_MANY_PIXELS);
  }

  @Test
  void shouldFailThePageWhenDrawingsAreNestedDeeperThanTheLimit() throws IOException {
    Path file = pdf(document -> HostilePdfs.nested(document, 5));
    assertThat(problem(file, TestPdfLimits.formDepth(5))).isEmpty();
    assertThat(problem(file, TestPdfLimits.formDepth(4))).contains(FailureCode.TOO_LARGE);
  }

  @Test
  void shouldFailThePageWhenItRunsMoreOperatorsThanTheLimit() throws IOException {
    Path file = pdf(document -> HostilePdfs.content(document, "q Q ".repeat(50)));
    assertThat(problem(file, TestPdfLimits.operators(100))).isEmpty();
    assertThat(problem(file, TestPdfLimits.operators(99))).contains(FailureCode.TOO_LARGE);
  }

  @Test
  void shouldCountOperatorsEachTimeWhenDrawingsDrawOneAnother() throws IOException {
    // Ten forms, each of which draws the next one ten times: ten thousand million drawings.
    Path file = pdf(HostilePdfs::avalanche);
    assertThat(problem(file, TestPdfLimits.operators(100_000))).contains(FailureCode.TOO_LARGE);
  }

  @Test
  void shouldFailThePageWhenItShowsMoreCharactersThanTheLimit() throws IOException {
    Path file = pdf(document -> HostilePdfs.written(document, "twelve chars"));
    assertThat(problem(file, TestPdfLimits.characters(12))).isEmpty();
    assertThat(problem(file, TestPdfLimits.characters(11))).contains(FailureCode.TOO_LARGE);
  }

  @Test
  void shouldReadWhenOnlyTheOwnersPasswordIsSet() throws IOException {
    Path file =
        pdf(
            document -> {
              HostilePdfs.written(document, "one");
              AccessPermission none = new AccessPermission();
              none.setCanExtractContent(false);
              document.protect(new StandardProtectionPolicy("owner", "", none));
            });
    assertThat(texts(file)).isEqualTo("one");
  }

  @Test
  void shouldReadWhenTheFileIsDamagedInWaysThatCanBeMended() throws IOException {
    byte[] whole = Files.readAllBytes(pdf(document -> HostilePdfs.written(document, "one")));
    String text = new String(whole, StandardCharsets.ISO_8859_1);
    byte[] garbage = "garbage before\n".getBytes(StandardCharsets.ISO_8859_1);
    byte[] after = Arrays.copyOf(garbage, garbage.length + whole.length);
    System.arraycopy(whole, 0, after, garbage.length, whole.length);
    byte[][] damaged = {
      Arrays.copyOf(whole, text.lastIndexOf("%%EOF")),
      Arrays.copyOf(whole, text.lastIndexOf("startxref")),
      text.replaceAll("startxref\\s+\\d+", "startxref\n7").getBytes(StandardCharsets.ISO_8859_1),
      after,
    };
    for (byte[] bytes : damaged) {
      Path file = Files.write(folder.resolve("damaged.pdf"), bytes);
      assertThat(texts(file)).isEqualTo("one");
    }
  }

  private Path pdf(Making making) throws IOException {
    Path file = Files.createTempFile(folder, "made", ".pdf");
    try (PDDocument document = new PDDocument()) {
      making.make(document);
      document.save(file.toFile());
    }
    return file;
  }

  private static Optional<FailureCode> opened(Path file, PdfLimits limits) {
    return PdfPages.open(file, 72, PIXELS, limits)
        .fold(
            source -> {
              source.close();
              return Optional.<FailureCode>empty();
            },
            problem -> Optional.of(problem.code()));
  }

  private static PageSource open(Path file, PdfLimits limits) {
    return PdfPages.open(file, 72, PIXELS, limits)
        .fold(Optional::of, problem -> Optional.<PageSource>empty())
        .orElseThrow();
  }

  private static Optional<FailureCode> problem(Path file, PdfLimits limits) {
    try (PageSource source = open(file, limits)) {
      return source
          .ownText(1, TextLayer.FORCE)
          .fold(page -> Optional.empty(), problem -> Optional.of(problem.code()));
    }
  }

  private Optional<FailureCode> imageProblem(Making making) throws IOException {
    try (PDDocument document = Loader.loadPDF(pdf(making).toFile())) {
      return PdfImages.tooLarge(PageStreams.of(document.getPage(0)), PIXELS).map(Problem::code);
    }
  }

  private static Optional<Page> page(PageSource source, int number) {
    return source
        .ownText(number, TextLayer.FORCE)
        .fold(page -> page, problem -> Optional.<Page>empty());
  }

  private static String texts(Path file) {
    try (PageSource source = open(file, MANY)) {
      StringBuilder texts = new StringBuilder();
      for (int number = 1; number <= source.pageCount(); number++) {
        texts.append(number == 1 ? "" : "|");
        texts.append(page(source, number).map(page -> page.text().strip()).orElse("?"));
      }
      return texts.toString();
    }
  }
}
