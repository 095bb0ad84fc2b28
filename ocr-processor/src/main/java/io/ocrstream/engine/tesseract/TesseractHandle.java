/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.tesseract;

import com.sun.jna.NativeLibrary;
import com.sun.jna.ptr.PointerByReference;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.engine.image.BinaryImage;
import io.ocrstream.engine.image.ConnectedComponents;
import io.ocrstream.engine.image.PixImage;
import io.ocrstream.engine.image.PixelRectangle;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import net.sourceforge.lept4j.Pix;
import net.sourceforge.tess4j.ITessAPI.ETEXT_DESC;
import net.sourceforge.tess4j.ITessAPI.TessBaseAPI;
import net.sourceforge.tess4j.ITessAPI.TessPageIterator;
import net.sourceforge.tess4j.TessAPI1;
import net.sourceforge.tess4j.util.LoadLibs;

/**
 * A native Tesseract instance with its models loaded.
 *
 * <p><b>Threading:</b> one thread at a time. Creation is serialised, because it sets Tesseract's
 * globals.
 */
final class TesseractHandle implements AutoCloseable {
  /** Legacy engine: only the OSD model has one. */
  private static final int ENGINE_LEGACY = 0;

  private static final int ENGINE_LSTM = 1;

  /** Page segmentation mode: a single uniform block of text. */
  static final int ONE_BLOCK = 6;

  /** RIL_BLOCK. */
  private static final int BLOCK_LEVEL = 0;

  /** RIL_TEXTLINE. */
  private static final int LINE_LEVEL = 2;

  /** PT_FLOWING_TEXT, the first of the text types. */
  private static final int FIRST_TEXT_TYPE = 1;

  /** PT_CAPTION_TEXT, the last of the text types. Pictures, rules and noise follow. */
  private static final int LAST_TEXT_TYPE = 8;

  private static final String NULL_DEVICE = "/dev/null";

  private final TessBaseAPI api;
  private int pages;

  private TesseractHandle(TessBaseAPI api) {
    this.api = api;
  }

  /**
   * The models that an instance has loaded.
   *
   * @param folder folder that contains them
   * @param languages their names, joined by {@code +}
   */
  record Models(Path folder, String languages) {}

  /**
   * Loads {@code models}.
   *
   * @throws IllegalStateException if Tesseract rejects them
   */
  static synchronized TesseractHandle open(Models models) {
    TessBaseAPI api = TessAPI1.TessBaseAPICreate();
    // By default Tesseract prints diagnostics for each page to standard error.
    TessAPI1.TessBaseAPISetVariable(api, "debug_file", NULL_DEVICE);
    int engine =
        models.languages().equals(TesseractCatalog.ORIENTATION_MODEL) ? ENGINE_LEGACY : ENGINE_LSTM;
    int failed =
        TessAPI1.TessBaseAPIInit2(api, models.folder().toString(), models.languages(), engine);
    if (failed != 0) {
      TessAPI1.TessBaseAPIDelete(api);
      throw new IllegalStateException("Tesseract cannot load " + models.languages());
    }
    return new TesseractHandle(api);
  }

  /** Returns the number of pages recognised so far. */
  int pages() {
    return pages;
  }

  /** Binarisation methods, with Tesseract's numbers. */
  enum Threshold {
    /** One threshold for the page. */
    OTSU("0"),
    /** One threshold for each tile. */
    TILED_OTSU("1");

    private final String number;

    Threshold(String number) {
      this.number = number;
    }
  }

  /**
   * The result of one recognition.
   *
   * @param table tab-separated rows for words, and perhaps for their lines, paragraphs and blocks
   * @param ink connected components of the binarised image, to measure what was missed
   */
  record Scan(String table, List<PixelRectangle> ink) {}

  /** Recognises a page with any amount of ink. */
  Outcome<Scan> read(
      PixImage page, int pageSegmentationMode, Threshold threshold, Duration timeout) {
    return read(page, pageSegmentationMode, threshold, timeout, Integer.MAX_VALUE);
  }

  /**
   * Recognises a page. In the default page segmentation mode, a page whose layout analysis would
   * miss text is recognised as a single block. The analysis comes before recognition, so this costs
   * no second recognition.
   *
   * @param maxComponents maximum number of connected components. A page with more is not
   *     recognised, because the layout analysis of noise takes minutes and cannot be cancelled
   */
  Outcome<Scan> read(
      PixImage page,
      int pageSegmentationMode,
      Threshold threshold,
      Duration timeout,
      int maxComponents) {
    pages++;
    TessAPI1.TessBaseAPISetVariable(api, "thresholding_method", threshold.number);
    ETEXT_DESC monitor = TessAPI1.TessMonitorCreate();
    // Tess4J's structure is that of an older version, so its fields must not be written back.
    monitor.setAutoSynch(false);
    try {
      TessAPI1.TessBaseAPISetPageSegMode(api, pageSegmentationMode);
      TessAPI1.TessBaseAPISetImage2(api, page.pix());
      List<PixelRectangle> ink = ink();
      if (ink.size() > maxComponents) {
        return Outcome.of(new Scan("", ink));
      }
      if (pageSegmentationMode == OcrOptions.DEFAULT_PAGE_SEGMENTATION_MODE
          && layout().isWorseThanOneBlock(ConnectedComponents.of(ink))) {
        TessAPI1.TessBaseAPIClear(api);
        TessAPI1.TessBaseAPISetPageSegMode(api, ONE_BLOCK);
        TessAPI1.TessBaseAPISetImage2(api, page.pix());
      }
      TessAPI1.TessMonitorSetDeadlineMSecs(
          monitor, (int) Math.min(Math.max(1, timeout.toMillis()), Integer.MAX_VALUE));
      if (TessAPI1.TessBaseAPIRecognize(api, monitor) != 0) {
        return Outcome.failed(FailureCode.TIMED_OUT, "The page exceeded its time limit");
      }
      return Outcome.of(new Scan(TsvWriter.of(api), ink));
    } finally {
      TessAPI1.TessMonitorDelete(monitor);
      forget();
    }
  }

  private List<PixelRectangle> ink() {
    Pix blackAndWhite = TessAPI1.TessBaseAPIGetThresholdedImage(api);
    if (blackAndWhite == null) {
      return List.of();
    }
    try (BinaryImage ink = new BinaryImage(blackAndWhite)) {
      return ink.pieces();
    }
  }

  /* Recognition reuses this analysis; it is not done twice. */
  private ExpectedLines layout() {
    TessPageIterator at = TessAPI1.TessBaseAPIAnalyseLayout(api);
    if (at == null) {
      return new ExpectedLines(List.of());
    }
    try {
      List<ExpectedLines.TextLine> lines = new ArrayList<>();
      int block = 0;
      TessAPI1.TessPageIteratorBegin(at);
      do {
        if (TessAPI1.TessPageIteratorIsAtBeginningOf(at, BLOCK_LEVEL) != 0) {
          block++;
        }
        int type = TessAPI1.TessPageIteratorBlockType(at);
        if (type >= FIRST_TEXT_TYPE && type <= LAST_TEXT_TYPE) {
          box(at).ifPresent(line(lines, block));
        }
      } while (TessAPI1.TessPageIteratorNext(at, LINE_LEVEL) != 0);
      return new ExpectedLines(lines);
    } finally {
      TessAPI1.TessPageIteratorDelete(at);
    }
  }

  private static Consumer<PixelRectangle> line(List<ExpectedLines.TextLine> lines, int block) {
    return box -> lines.add(new ExpectedLines.TextLine(block, box));
  }

  private static Optional<PixelRectangle> box(TessPageIterator at) {
    IntBuffer left = IntBuffer.allocate(1);
    IntBuffer top = IntBuffer.allocate(1);
    IntBuffer right = IntBuffer.allocate(1);
    IntBuffer bottom = IntBuffer.allocate(1);
    int found = TessAPI1.TessPageIteratorBoundingBox(at, LINE_LEVEL, left, top, right, bottom);
    return found == 0
        ? Optional.empty()
        : Optional.of(new PixelRectangle(left.get(0), top.get(0), right.get(0), bottom.get(0)));
  }

  /** Detects the script of most of the page, by OSD's name; empty if it is uncertain. */
  Optional<String> script(PixImage page) {
    pages++;
    PointerByReference name = new PointerByReference();
    try {
      TessAPI1.TessBaseAPISetImage2(api, page.pix());
      int found =
          TessAPI1.TessBaseAPIDetectOrientationScript(
              api, IntBuffer.allocate(1), FloatBuffer.allocate(1), name, FloatBuffer.allocate(1));
      return found == 0 || name.getValue() == null
          ? Optional.empty()
          : Optional.of(name.getValue().getString(0, StandardCharsets.UTF_8.name()));
    } finally {
      forget();
    }
  }

  /** Returns whether {@code word} is in the dictionary of the handle's language. */
  boolean knows(String word) {
    // Tess4J's binding would encode the word in the default charset.
    byte[] bytes = (word + '\0').getBytes(StandardCharsets.UTF_8);
    return NativeLibrary.getInstance(LoadLibs.getTesseractLibName())
            .getFunction("TessBaseAPIIsValidWord")
            .invokeInt(new Object[] {api, bytes})
        != 0;
  }

  /*
   * Clears the adaptive classifier, so that one page does not affect the recognition of the next.
   */
  private void forget() {
    TessAPI1.TessBaseAPIClear(api);
    TessAPI1.TessBaseAPIClearAdaptiveClassifier(api);
  }

  @Override
  public void close() {
    TessAPI1.TessBaseAPIEnd(api);
    TessAPI1.TessBaseAPIDelete(api);
  }
}
