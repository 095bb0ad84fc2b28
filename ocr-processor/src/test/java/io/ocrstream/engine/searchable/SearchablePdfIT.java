/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.searchable;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.TestFont;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Problem;
import io.ocrstream.contracts.Treatment;
import io.ocrstream.contracts.Word;
import io.ocrstream.engine.InstallFolder;
import io.ocrstream.engine.SampleDocuments;
import io.ocrstream.engine.SampleFiles;
import io.ocrstream.engine.SelectableWords;
import io.ocrstream.engine.TestSettings;
import io.ocrstream.engine.document.DocumentOpener;
import io.ocrstream.engine.image.Jpeg2000Spi;
import io.ocrstream.engine.image.PageSource;
import io.ocrstream.engine.image.PixImage;
import io.ocrstream.engine.image.Resolution;
import io.ocrstream.engine.natives.NativeLibraries;
import io.ocrstream.engine.pdf.PdfGlyph;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests searchable PDFs of planted words: what is selectable, where, and what is visible. */
class SearchablePdfIT {
  private static final Duration TIMEOUT = Duration.ofMinutes(1);
  private static final int WIDTH = 620;
  private static final int HEIGHT = 880;

  /** Resolution of pages whose file has none. */
  private static final double DPI = Resolution.DEFAULT;

  private static final double MOST_OFF_PIXELS = 1;

  /**
   * Words in several scripts. The last one has a character outside the basic multilingual plane.
   */
  private static final List<String> TEXTS =
      List.of("Invoice", "Größe,", "λόγος", "文字", "Ελλάς", "Привет", "(42)", "𠮷野");

  @TempDir private Path folder;

  @BeforeAll
  static void load() {
    NativeLibraries.load(new InstallFolder(TestSettings.INSTALL_DIR));
    Jpeg2000Spi.register();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 90, 180, 270})
  void shouldSelectWhatWasReadWhereItStandsWhenTheDocumentIsAnImage(int rotation)
      throws IOException {
    Path image = png(BufferedImage.TYPE_BYTE_GRAY);
    Page page = planted(1, rotation);

    Path pdf = searchable(image, page);

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
    Path source = pdf(pageRotation);
    Page page = planted(1, rotation);

    Path pdf = searchable(source, page);

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

    Path pdf = searchable(png(BufferedImage.TYPE_BYTE_GRAY), template.with("", words, null, null));

    try (PDDocument document = Loader.loadPDF(pdf.toFile())) {
      assertThat(new PDFTextStripper().getText(document).lines().map(String::strip))
          .containsExactly("שלום עולם", "see مرحبا سلام there.");
    }
  }

  @Test
  void shouldLayOnlyWhatWasReadOfPicturesWhenThePageSaysTheRest() throws IOException {
    Path source = pdf(0);
    List<Word> words = new ArrayList<>(Objects.requireNonNull(planted(1, 0).words()));
    Word said = words.get(0);
    words.set(
        0, Word.of(said.text(), said.x(), said.y(), said.width(), said.height(), PdfGlyph.CERTAIN));

    Path pdf = searchable(source, ofItsOwn(words, Treatment.NONE));

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
    Path source = pdf(0);
    Page page = ofItsOwn(Objects.requireNonNull(planted(1, 0).words()), null);

    Path pdf = searchable(source, page);

    assertThat(SelectableWords.of(pdf, 1, false)).isEqualTo(SelectableWords.of(source, 1, false));
    assertThat(render(pdf, 0)).isEqualTo(render(source, 0));
  }

  @Test
  void shouldKeepPagesThatWereNotRead() throws IOException {
    Path tiff = SampleFiles.file("letter.tiff");
    int count = documents().open(tiff).fold(PageSource::pageCount, problem -> 0);

    Path pdf = searchable(tiff, Page.failed(1, FailureCode.TIMED_OUT), planted(2, 0));

    assertThat(SelectableWords.of(pdf, 1, false)).isEmpty();
    assertThat(SelectableWords.of(pdf, 2, false)).hasSize(TEXTS.size());
    try (PDDocument document = Loader.loadPDF(pdf.toFile())) {
      assertThat(document.getNumberOfPages()).isEqualTo(count);
    }
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        BufferedImage.TYPE_BYTE_BINARY,
        BufferedImage.TYPE_BYTE_GRAY,
        BufferedImage.TYPE_BYTE_INDEXED,
        BufferedImage.TYPE_3BYTE_BGR,
        BufferedImage.TYPE_4BYTE_ABGR
      })
  void shouldLoseNothingWhenThePictureIsNoJpeg(int type) throws IOException {
    Path image = png(type);

    BufferedImage kept = image(searchable(image, planted(1, 0))).getImage();

    assertThat(pixels(kept)).isEqualTo(pixels(ImageIO.read(image.toFile())));
  }

  @Test
  void shouldTakeAFaxsCodeWhenThePictureIsBlackAndWhite() throws IOException {
    PDImageXObject kept = image(searchable(png(BufferedImage.TYPE_BYTE_BINARY), planted(1, 0)));

    assertThat(kept.getCOSObject().getFilters()).isEqualTo(COSName.CCITTFAX_DECODE);
    assertThat(kept.getCOSObject().getLength()).isLessThan(4000);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void shouldKeepAJpegsBytesAndShowItUprightWhenItLiesOtherwise(int orientation)
      throws IOException {
    ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
    ImageIO.write(picture(BufferedImage.TYPE_BYTE_GRAY), "jpg", jpeg);
    byte[] bytes = SampleDocuments.withOrientation(jpeg.toByteArray(), orientation);
    Path image = Files.write(folder.resolve("photo"), bytes);

    Path pdf = searchable(image, Page.failed(1, FailureCode.CORRUPT));

    try (PDDocument document = Loader.loadPDF(pdf.toFile())) {
      PDImageXObject kept = only(document);
      assertThat(kept.getCOSObject().getFilters()).isEqualTo(COSName.DCT_DECODE);
      assertThat(kept.getCOSObject().createRawInputStream().readAllBytes()).isEqualTo(bytes);
    }
    try (PixImage upright = upright(image)) {
      BufferedImage shown = render(pdf, (int) DPI, 0);
      // The renderer rounds down.
      assertThat(shown.getWidth()).isBetween(upright.width() - 1, upright.width());
      assertThat(shown.getHeight()).isBetween(upright.height() - 1, upright.height());
      assertThat(meanDifference(shown, upright)).isLessThan(4);
    }
  }

  @Test
  void shouldBeAsLargeAsThePictureSaysWhenItDoes() throws IOException {
    Path pdf = searchable(SampleFiles.file("english.png"), Page.failed(1, FailureCode.CORRUPT));

    try (PDDocument document = Loader.loadPDF(pdf.toFile())) {
      // 1240 pixels at 200 dpi.
      assertThat(document.getPage(0).getMediaBox().getWidth()).isBetween(446.0f, 446.8f);
    }
  }

  @Test
  void shouldBeTheSameBytesWhenMadeTwice() throws IOException {
    Path image = png(BufferedImage.TYPE_3BYTE_BGR);

    byte[] first = Files.readAllBytes(searchable(image, planted(1, 0)));

    assertThat(Files.readAllBytes(searchable(image, planted(1, 0)))).isEqualTo(first);
    assertThat(Files.readAllBytes(searchable(pdf(0), planted(1, 0))))
        .isEqualTo(Files.readAllBytes(searchable(pdf(0), planted(1, 0))));
  }

  @Test
  void shouldKeepToItsBytesWhenTheyAreLimited() throws IOException {
    Path image = png(BufferedImage.TYPE_BYTE_GRAY);
    long size = Files.size(searchable(image, planted(1, 0)));

    assertThat(write(image, size)).isEmpty();
    assertThat(write(image, size - 1)).map(Problem::code).hasValue(FailureCode.TOO_LARGE);
    assertThat(target()).doesNotExist();
  }

  @Test
  void shouldTimeOutWhenTheTimeIsUp() throws IOException {
    for (Path source : List.of(png(BufferedImage.TYPE_BYTE_GRAY), pdf(0))) {
      Optional<Problem> problem =
          with(
              source,
              pages ->
                  new SearchablePdf(pages).write(List.of(planted(1, 0)), target(), Duration.ZERO));

      assertThat(problem).map(Problem::code).hasValue(FailureCode.TIMED_OUT);
      assertThat(target()).doesNotExist();
    }
  }

  @Test
  void shouldSayWhyWhenTheFileIsNotWhatItWasWhenItWasOpened() throws IOException {
    Path source = pdf(0);

    Optional<Problem> problem =
        with(
            source,
            pages -> {
              cut(source);
              return new SearchablePdf(pages).write(List.of(planted(1, 0)), target(), TIMEOUT);
            });

    assertThat(problem).map(Problem::code).hasValue(FailureCode.CORRUPT);
    assertThat(target()).doesNotExist();
  }

  private static void cut(Path file) {
    try {
      Files.writeString(file, "%PDF-1.4 and no more");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldDoWhatTheOwnerAllowsWhenThePdfIsEncrypted(boolean allowed) throws IOException {
    Path source = pdf(0);
    Path locked = folder.resolve("locked.pdf");
    try (PDDocument document = Loader.loadPDF(source.toFile())) {
      AccessPermission permission = new AccessPermission();
      permission.setCanModify(allowed);
      document.protect(new StandardProtectionPolicy("owner", "", permission));
      document.save(locked.toFile());
    }

    Optional<Problem> problem = write(locked, SearchablePdf.MAX_BYTES);

    if (allowed) {
      assertThat(problem).isEmpty();
      assertSelectable(target(), planted(1, 0), false);
    } else {
      assertThat(problem).map(Problem::code).hasValue(FailureCode.ENCRYPTED);
    }
  }

  private static DocumentOpener documents() {
    return new DocumentOpener(TestSettings.defaults());
  }

  private static Optional<Problem> with(Path source, Function<PageSource, Optional<Problem>> use) {
    return documents()
        .open(source)
        .fold(
            pages -> {
              try (pages) {
                return use.apply(pages);
              }
            },
            Optional::of);
  }

  private Optional<Problem> write(Path source, long maxBytes) throws IOException {
    Files.deleteIfExists(target());
    return with(
        source,
        pages ->
            new SearchablePdf(pages, maxBytes, System::nanoTime)
                .write(List.of(planted(1, 0)), target(), TIMEOUT));
  }

  private Path searchable(Path source, Page... read) throws IOException {
    Files.deleteIfExists(target());
    assertThat(
            with(source, pages -> new SearchablePdf(pages).write(List.of(read), target(), TIMEOUT)))
        .isEmpty();
    return target();
  }

  private Path target() {
    return folder.resolve("searchable.pdf");
  }

  /**
   * Returns a page with two words beside each other and one below, as text runs on a page with this
   * rotation.
   */
  private static Page planted(int number, int rotation) {
    List<Word> words =
        java.util.stream.IntStream.range(0, TEXTS.size())
            .mapToObj(i -> word(TEXTS.get(i), i, rotation))
            .toList();
    return new Page(
        number,
        WIDTH,
        HEIGHT,
        rotation,
        Page.Status.READ,
        Page.TextSource.OCR,
        0.9,
        String.join(" ", TEXTS),
        null,
        words,
        null,
        null,
        null);
  }

  /** Places the word upright, then rotates it counterclockwise with the paper. */
  private static Word word(String text, int index, int rotation) {
    boolean sideways = rotation % 180 != 0;
    int pageHeight = sideways ? WIDTH : HEIGHT;
    int pageWidth = sideways ? HEIGHT : WIDTH;
    int x = 40 + (index % 2) * 210;
    int y = 50 + (index / 2) * 70;
    int width = 203 - 5 * index;
    int height = 31 + index;
    return switch (rotation) {
      case 90 -> Word.of(text, y, pageWidth - x - width, height, width, 0.9);
      case 180 -> Word.of(text, pageWidth - x - width, pageHeight - y - height, width, height, 0.9);
      case 270 -> Word.of(text, pageHeight - y - height, x, height, width, 0.9);
      default -> Word.of(text, x, y, width, height, 0.9);
    };
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

  /**
   * Writes a PDF whose media box does not start at 0, and whose content leaves the graphics state
   * changed.
   */
  private Path pdf(int rotation) throws IOException {
    Path file = folder.resolve("source.pdf");
    boolean sideways = rotation % 180 != 0;
    float scale = (float) (72 / DPI);
    float width = (sideways ? HEIGHT : WIDTH) * scale;
    float height = (sideways ? WIDTH : HEIGHT) * scale;
    try (PDDocument document = new PDDocument()) {
      document.setDocumentId(1L);
      PDPage page = new PDPage(new PDRectangle(-20, 30, width + 40, height + 50));
      page.setCropBox(new PDRectangle(-10, 45, width, height));
      page.setRotation(rotation);
      document.addPage(page);
      try (PDPageContentStream pen = new PDPageContentStream(document, page)) {
        pen.setNonStrokingColor(Color.RED);
        pen.addRect(0, 60, 40, 20);
        pen.fill();
        pen.saveGraphicsState();
        pen.transform(org.apache.pdfbox.util.Matrix.getScaleInstance(3, 3));
      }
      document.save(file.toFile());
    }
    return file;
  }

  private Path png(int type) throws IOException {
    Path file = folder.resolve("image");
    ImageIO.write(picture(type), "png", file.toFile());
    return file;
  }

  /** Returns an asymmetric image with smooth parts, whose width in bits is not a multiple of 8. */
  private static BufferedImage picture(int type) {
    BufferedImage image = new BufferedImage(WIDTH + 1, HEIGHT, type);
    Graphics2D pen = image.createGraphics();
    pen.setColor(Color.WHITE);
    pen.fillRect(0, 0, WIDTH + 1, HEIGHT);
    pen.setPaint(new java.awt.GradientPaint(0, 0, Color.BLUE, 300, 200, new Color(255, 240, 200)));
    pen.fillRect(20, 30, 300, 200);
    pen.setColor(Color.BLACK);
    TestFont.draw(pen, "Upright", 60, 50, 500);
    pen.dispose();
    return image;
  }

  private static PDImageXObject image(Path pdf) throws IOException {
    // The document stays open for its image, and is closed with the test's folder.
    return only(Loader.loadPDF(pdf.toFile()));
  }

  private static PDImageXObject only(PDDocument document) throws IOException {
    var resources = document.getPage(0).getResources();
    return (PDImageXObject) resources.getXObject(resources.getXObjectNames().iterator().next());
  }

  private static BufferedImage render(Path pdf, int dotsPerInch, int page) throws IOException {
    try (PDDocument document = Loader.loadPDF(pdf.toFile())) {
      return new PDFRenderer(document).renderImageWithDPI(page, dotsPerInch);
    }
  }

  private static List<Integer> render(Path pdf, int page) throws IOException {
    return pixels(render(pdf, 100, page));
  }

  private static List<Integer> pixels(BufferedImage image) {
    boolean gray =
        image.getRaster().getNumBands() == 1 && image.getSampleModel().getSampleSize(0) == 8;
    boolean plain = gray && !(image.getColorModel() instanceof IndexColorModel);
    int width = image.getWidth();
    // Java converts gray as linear light; PDF does not.
    int[] pixels =
        plain
            ? image.getRaster().getSamples(0, 0, width, image.getHeight(), 0, (int[]) null)
            : image.getRGB(0, 0, width, image.getHeight(), null, 0, width);
    return Arrays.stream(pixels).map(p -> plain ? p * 0x010101 | 0xFF000000 : p).boxed().toList();
  }

  private static PixImage upright(Path image) {
    return documents()
        .open(image)
        .flatMap(source -> source.page(1))
        .fold(
            raster -> {
              raster.toGray();
              return raster;
            },
            problem -> {
              throw new AssertionError(problem.message());
            });
  }

  private static double meanDifference(BufferedImage shown, PixImage upright) {
    double sum = 0;
    for (int y = 0; y < shown.getHeight(); y++) {
      for (int x = 0; x < shown.getWidth(); x++) {
        java.nio.IntBuffer gray = java.nio.IntBuffer.allocate(1);
        net.sourceforge.lept4j.Leptonica1.pixGetPixel(upright.pix(), x, y, gray);
        sum += Math.abs((shown.getRGB(x, y) & 0xFF) - gray.get(0));
      }
    }
    return sum / ((double) shown.getWidth() * shown.getHeight());
  }
}
