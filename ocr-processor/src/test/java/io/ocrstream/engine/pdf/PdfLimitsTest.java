/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Problem;
import io.ocrstream.contracts.TextLayer;
import io.ocrstream.engine.image.PageSource;
import io.ocrstream.engine.image.PixelLimits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.pdfbox.pdmodel.graphics.color.PDDeviceGray;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.apache.pdfbox.pdmodel.graphics.pattern.PDTilingPattern;
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

  /** Adds an image of a number of pixels in a row to some part of a page. */
  private interface Hanging {
    void hang(PDDocument document, int pixels) throws IOException;
  }

  private static final List<Hanging> HANGINGS =
      List.of(
          (document, pixels) ->
              form(document, content(document, "/F Do").getResources(), "/I Do")
                  .put(COSName.getPDFName("I"), wide(document, pixels)),
          (document, pixels) -> {
            PDTilingPattern pattern = new PDTilingPattern();
            pattern.setResources(new PDResources());
            pattern.getResources().put(COSName.getPDFName("I"), wide(document, pixels));
            // A key that leads from an annotation to its page.
            content(document, "q Q").getResources().put(COSName.P, pattern);
          },
          // Under keys of annotations, also inside what is listed as an annotation.
          (document, pixels) -> {
            PDPage page = content(document, "/Parent Do");
            page.getResources().put(COSName.PARENT, wide(document, pixels));
            COSDictionary names =
                page.getResources().getCOSObject().getCOSDictionary(COSName.XOBJECT);
            page.getCOSObject().setItem(COSName.ANNOTS, arrayOf(Objects.requireNonNull(names)));
          },
          (document, pixels) -> {
            COSDictionary states = new COSDictionary();
            states.setItem(COSName.P, wide(document, pixels).getCOSObject());
            COSDictionary appearance = new COSDictionary();
            appearance.setItem(COSName.N, states);
            COSDictionary annotation = new COSDictionary();
            annotation.setItem(COSName.AP, appearance);
            content(document, "q Q").getCOSObject().setItem(COSName.ANNOTS, arrayOf(annotation));
          },
          // A mask that does not declare itself as an image.
          (document, pixels) -> {
            PDImageXObject image = wide(document, 1);
            COSStream mask = wide(document, pixels).getCOSObject();
            mask.removeItem(COSName.SUBTYPE);
            image.getCOSObject().setItem(COSName.SMASK, mask);
            content(document, "/I Do").getResources().put(COSName.getPDFName("I"), image);
          });

  @Test
  void shouldRefuseWhenThereAreMoreObjectsThanTheLimit() throws IOException {
    Path file = pdf(document -> written(document, "one"));
    int objects;
    try (PDDocument document = Loader.loadPDF(file.toFile())) {
      objects = document.getDocument().getXrefTable().size();
    }
    assertThat(opened(file, objects(objects))).isEmpty();
    assertThat(opened(file, objects(objects - 1))).contains(FailureCode.TOO_LARGE);
  }

  @Test
  void shouldRefuseWhenTheTreeHasMorePagesThanTheLimit() throws IOException {
    Path file =
        pdf(
            document -> {
              written(document, "one");
              written(document, "two");
              written(document, "three");
            });
    assertThat(opened(file, pages(3))).isEmpty();
    assertThat(opened(file, pages(2))).contains(FailureCode.TOO_MANY_PAGES);
  }

  @Test
  void shouldCountThePagesThatAreThereWhenTheTreeLies() throws IOException {
    for (int count : new int[] {0, 1, 1_000_000, -5}) {
      Path file =
          pdf(
              document -> {
                written(document, "one");
                written(document, "two");
                root(document).setInt(COSName.COUNT, count);
              });
      assertThat(texts(file)).isEqualTo("one|two");
    }
  }

  @Test
  void shouldReadEachBranchOnceWhenTheTreeLoops() throws IOException {
    Path file =
        pdf(
            document -> {
              written(document, "one");
              root(document).getCOSArray(COSName.KIDS).add(root(document));
              written(document, "two");
            });
    assertThat(texts(file)).isEqualTo("one|two");
  }

  /** A tree within the limit is kept, and a deeper one is flattened. Both are read. */
  @ParameterizedTest
  @ValueSource(ints = {PdfPageTree.MAX_DEPTH - 1, PdfPageTree.MAX_DEPTH, 60})
  void shouldGiveThePagesWhatTheyInheritHoweverDeepTheTree(int branches) throws IOException {
    Path file = pdf(document -> deep(document, branches));
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
      deep(document, branches);
      int pages = PdfPageTree.repairAndCount(document, MANY).fold(found -> found, problem -> 0);
      assertThat(pages).isEqualTo(1);
      COSBase kid = root(document).getCOSArray(COSName.KIDS).getObject(0);
      return COSName.PAGE.equals(((COSDictionary) kid).getCOSName(COSName.TYPE));
    }
  }

  /** Builds a root and a chain of branches below it. */
  private static void deep(PDDocument document, int branches) throws IOException {
    written(document, "deep");
    COSDictionary root = root(document);
    COSDictionary leaf = (COSDictionary) root.getCOSArray(COSName.KIDS).getObject(0);
    COSDictionary above = root;
    for (int i = 0; i < branches; i++) {
      COSDictionary branch = new COSDictionary();
      branch.setItem(COSName.TYPE, COSName.PAGES);
      branch.setInt(COSName.COUNT, 1);
      branch.setItem(COSName.PARENT, above);
      above.setItem(COSName.KIDS, arrayOf(branch));
      above = branch;
    }
    above.setItem(COSName.MEDIA_BOX, new PDRectangle(144, 72).getCOSArray());
    leaf.removeItem(COSName.MEDIA_BOX);
    leaf.setItem(COSName.PARENT, above);
    above.setItem(COSName.KIDS, arrayOf(leaf));
  }

  @Test
  void shouldBeDamagedWhenTheTreeHasNoPages() throws IOException {
    Path file =
        pdf(
            document -> {
              written(document, "one");
              root(document).setItem(COSName.KIDS, new COSArray());
            });
    assertThat(opened(file, MANY)).contains(FailureCode.CORRUPT);
  }

  @Test
  void shouldFailThePageWhenItsStreamsUnpackToMoreThanTheLimit() throws IOException {
    Path file = pdf(document -> content(document, " ".repeat(50_000)));
    assertThat(problem(file, pageBytes(50_000))).isEmpty();
    assertThat(problem(file, pageBytes(49_999))).contains(FailureCode.TOO_LARGE);
  }

  @Test
  void shouldFailThePageWhenAnImageUnpacksToMoreThanItsSizeSays() throws IOException {
    // A pixel may take 8 bytes, plus one mebibyte.
    int most = 8 + (1 << 20);
    assertThat(problem(pdf(document -> image(document, most)), MANY)).isEmpty();
    assertThat(problem(pdf(document -> image(document, most + 1)), MANY))
        .contains(FailureCode.TOO_LARGE);
  }

  @Test
  void shouldFailThePageWhenAnImageIsTooLargeWhereverItHangs() throws IOException {
    for (Hanging hanging : HANGINGS) {
      assertThat(imageProblem(document -> hanging.hang(document, EDGE))).isEmpty();
      assertThat(imageProblem(document -> hanging.hang(document, EDGE + 1)))
          .as("%d", HANGINGS.indexOf(hanging))
          .contains(FailureCode.TOO_MANY_PIXELS);
    }
  }

  @Test
  void shouldFailThePageWhenAnImageIsTooLargeBehindManyOthers() throws IOException {
    Making making =
        document -> {
          PDResources outer = content(document, "q Q").getResources();
          for (int i = 0; i < 20_000; i++) {
            outer.put(COSName.getPDFName("I" + i), wide(document, 1));
          }
          form(document, outer, "/I Do").put(COSName.getPDFName("I"), wide(document, EDGE + 1));
        };
    assertThat(imageProblem(making)).contains(FailureCode.TOO_MANY_PIXELS);
  }

  @Test
  void shouldFailThePageWhenDrawingsAreNestedDeeperThanTheLimit() throws IOException {
    Path file = pdf(document -> nested(document, 5));
    assertThat(problem(file, formDepth(5))).isEmpty();
    assertThat(problem(file, formDepth(4))).contains(FailureCode.TOO_LARGE);
  }

  @Test
  void shouldFailThePageWhenItRunsMoreOperatorsThanTheLimit() throws IOException {
    Path file = pdf(document -> content(document, "q Q ".repeat(50)));
    assertThat(problem(file, operators(100))).isEmpty();
    assertThat(problem(file, operators(99))).contains(FailureCode.TOO_LARGE);
  }

  @Test
  void shouldCountOperatorsEachTimeWhenDrawingsDrawOneAnother() throws IOException {
    // Ten forms, each of which draws the next one ten times: ten thousand million drawings.
    Path file = pdf(PdfLimitsTest::avalanche);
    assertThat(problem(file, operators(100_000))).contains(FailureCode.TOO_LARGE);
  }

  @Test
  void shouldFailThePageWhenItShowsMoreCharactersThanTheLimit() throws IOException {
    Path file = pdf(document -> written(document, "twelve chars"));
    assertThat(problem(file, characters(12))).isEmpty();
    assertThat(problem(file, characters(11))).contains(FailureCode.TOO_LARGE);
  }

  @Test
  void shouldReadWhenOnlyTheOwnersPasswordIsSet() throws IOException {
    Path file =
        pdf(
            document -> {
              written(document, "one");
              AccessPermission none = new AccessPermission();
              none.setCanExtractContent(false);
              document.protect(new StandardProtectionPolicy("owner", "", none));
            });
    assertThat(texts(file)).isEqualTo("one");
  }

  @Test
  void shouldReadWhenTheFileIsDamagedInWaysThatCanBeMended() throws IOException {
    byte[] whole = Files.readAllBytes(pdf(document -> written(document, "one")));
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

  private static COSArray arrayOf(COSDictionary only) {
    COSArray array = new COSArray();
    array.add(only);
    return array;
  }

  private static COSDictionary root(PDDocument document) {
    return Optional.ofNullable(
            document.getDocumentCatalog().getCOSObject().getCOSDictionary(COSName.PAGES))
        .orElseThrow();
  }

  private static void written(PDDocument document, String text) throws IOException {
    PDPage page = new PDPage(new PDRectangle(200, 100));
    document.addPage(page);
    try (PDPageContentStream pen = new PDPageContentStream(document, page)) {
      pen.beginText();
      pen.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 10);
      pen.newLineAtOffset(20, 50);
      pen.showText(text);
      pen.endText();
    }
  }

  private static PDPage content(PDDocument document, String operators) throws IOException {
    PDPage page = new PDPage(new PDRectangle(200, 100));
    page.setResources(new PDResources());
    page.setContents(stream(new PDStream(document), operators));
    document.addPage(page);
    return page;
  }

  private static PDStream stream(PDStream stream, String operators) throws IOException {
    try (OutputStream out = stream.createOutputStream(COSName.FLATE_DECODE)) {
      out.write(operators.getBytes(StandardCharsets.US_ASCII));
    }
    return stream;
  }

  private static void image(PDDocument document, int bytes) throws IOException {
    PDStream packed = stream(new PDStream(document), " ".repeat(bytes));
    PDImageXObject image =
        new PDImageXObject(
            document,
            new ByteArrayInputStream(packed.getCOSObject().createRawInputStream().readAllBytes()),
            COSName.FLATE_DECODE,
            1,
            1,
            8,
            PDDeviceGray.INSTANCE);
    content(document, "/I Do").getResources().put(COSName.getPDFName("I"), image);
  }

  private static PDImageXObject wide(PDDocument document, int pixels) throws IOException {
    byte[] none = new byte[0];
    return new PDImageXObject(
        document,
        new ByteArrayInputStream(none),
        COSName.FLATE_DECODE,
        pixels,
        1,
        8,
        PDDeviceGray.INSTANCE);
  }

  private static void nested(PDDocument document, int depth) throws IOException {
    PDResources outer = content(document, "/F Do").getResources();
    for (int i = 0; i < depth; i++) {
      outer = form(document, outer, i + 1 < depth ? "/F Do" : "q Q");
    }
  }

  private static void avalanche(PDDocument document) throws IOException {
    PDResources outer = content(document, "/F Do ".repeat(10)).getResources();
    for (int i = 0; i < 10; i++) {
      outer = form(document, outer, i < 9 ? "/F Do ".repeat(10) : "q Q");
    }
  }

  private static PDResources form(PDDocument document, PDResources outer, String operators)
      throws IOException {
    PDFormXObject form = new PDFormXObject(document);
    stream(form.getStream(), operators);
    form.setBBox(new PDRectangle(200, 100));
    form.setResources(new PDResources());
    outer.put(COSName.getPDFName("F"), form);
    return form.getResources();
  }

  private Path pdf(Making making) throws IOException {
    Path file = Files.createTempFile(folder, "made", ".pdf");
    try (PDDocument document = new PDDocument()) {
      making.make(document);
      document.save(file.toFile());
    }
    return file;
  }

  private static PdfLimits objects(int objects) {
    return limits(objects, MANY.pages(), MANY.pageBytes(), MANY.formDepth());
  }

  private static PdfLimits pages(int pages) {
    return limits(MANY.objects(), pages, MANY.pageBytes(), MANY.formDepth());
  }

  private static PdfLimits pageBytes(long bytes) {
    return limits(MANY.objects(), MANY.pages(), bytes, MANY.formDepth());
  }

  private static PdfLimits formDepth(int depth) {
    return limits(MANY.objects(), MANY.pages(), MANY.pageBytes(), depth);
  }

  private static PdfLimits limits(int objects, int pages, long pageBytes, int formDepth) {
    return new PdfLimits(objects, pages, pageBytes, formDepth, MANY.operators(), MANY.characters());
  }

  private static PdfLimits operators(long operators) {
    return new PdfLimits(
        MANY.objects(),
        MANY.pages(),
        MANY.pageBytes(),
        MANY.formDepth(),
        operators,
        MANY.characters());
  }

  private static PdfLimits characters(int characters) {
    return new PdfLimits(
        MANY.objects(),
        MANY.pages(),
        MANY.pageBytes(),
        MANY.formDepth(),
        MANY.operators(),
        characters);
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
