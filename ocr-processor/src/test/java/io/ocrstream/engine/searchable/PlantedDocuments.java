/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.searchable;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.TestFont;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Problem;
import io.ocrstream.contracts.Word;
import io.ocrstream.engine.InstallFolder;
import io.ocrstream.engine.Resolution;
import io.ocrstream.engine.TestSettings;
import io.ocrstream.engine.document.DocumentOpener;
import io.ocrstream.engine.image.Jpeg2000Spi;
import io.ocrstream.engine.image.PageSource;
import io.ocrstream.engine.natives.NativeLibraries;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.rendering.PDFRenderer;

/** Documents and pages with planted words, and the searchable PDFs that are made of them. */
final class PlantedDocuments {
  static final Duration TIMEOUT = Duration.ofMinutes(1);

  private static final int WIDTH = 620;
  private static final int HEIGHT = 880;

  /** Resolution of pages whose file has none. */
  static final double DPI = Resolution.DEFAULT;

  /**
   * Words in several scripts. The last one has a character outside the basic multilingual plane.
   */
  static final List<String> TEXTS =
      List.of("Invoice", "Größe,", "λόγος", "文字", "Ελλάς", "Привет", "(42)", "𠮷野");

  static {
    NativeLibraries.load(new InstallFolder(TestSettings.INSTALL_DIR));
    Jpeg2000Spi.register();
  }

  private final Path folder;

  /** Writes its files into {@code folder}. */
  PlantedDocuments(Path folder) {
    this.folder = folder;
  }

  static DocumentOpener documents() {
    return new DocumentOpener(TestSettings.defaults());
  }

  static Optional<Problem> with(Path source, Function<PageSource, Optional<Problem>> use) {
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

  Optional<Problem> write(Path source, long maxBytes) throws IOException {
    Files.deleteIfExists(target());
    return with(
        source,
        pages ->
            new SearchablePdf(pages, maxBytes, System::nanoTime)
                .write(List.of(planted(1, 0)), target(), TIMEOUT));
  }

  Path searchable(Path source, Page... read) throws IOException {
    Files.deleteIfExists(target());
    assertThat(
            with(source, pages -> new SearchablePdf(pages).write(List.of(read), target(), TIMEOUT)))
        .isEmpty();
    return target();
  }

  Path target() {
    return folder.resolve("searchable.pdf");
  }

  /**
   * Returns a page with two words beside each other and one below, as text runs on a page with this
   * rotation.
   */
  static Page planted(int number, int rotation) {
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

  /**
   * Writes a PDF whose media box does not start at 0, and whose content leaves the graphics state
   * changed.
   */
  Path pdf(int rotation) throws IOException {
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

  Path png(int type) throws IOException {
    Path file = folder.resolve("image");
    ImageIO.write(picture(type), "png", file.toFile());
    return file;
  }

  /** Returns an asymmetric image with smooth parts, whose width in bits is not a multiple of 8. */
  static BufferedImage picture(int type) {
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

  static BufferedImage render(Path pdf, int dotsPerInch, int page) throws IOException {
    try (PDDocument document = Loader.loadPDF(pdf.toFile())) {
      return new PDFRenderer(document).renderImageWithDPI(page, dotsPerInch);
    }
  }

  static List<Integer> render(Path pdf, int page) throws IOException {
    return pixels(render(pdf, 100, page));
  }

  static List<Integer> pixels(BufferedImage image) {
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
}
