/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.tesseract;

import com.sun.jna.NativeLibrary;
import com.sun.jna.ptr.PointerByReference;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.engine.Attempt;
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
 * One of Tesseract's own objects, with its models loaded.
 *
 * <p><b>Threading:</b> one thread at a time. Making one is serialised: it sets Tesseract's globals.
 */
final class TesseractHandle implements AutoCloseable {
  /** Legacy engine: only the orientation model has one. */
  private static final int ENGINE_LEGACY = 0;

  private static final int ENGINE_LSTM = 1;

  /** Page segmentation mode: one uniform block of text. */
  private static final int ONE_BLOCK = 6;

  /** RIL_BLOCK. */
  private static final int BLOCK_LEVEL = 0;

  /** RIL_TEXTLINE. */
  private static final int LINE_LEVEL = 2;

  /** PT_FLOWING_TEXT: from here on, kinds of text. */
  private static final int FIRST_TEXT_TYPE = 1;

  /** PT_CAPTION_TEXT: after it, kinds of pictures, rules and noise. */
  private static final int LAST_TEXT_TYPE = 8;

  private static final String NULL_DEVICE = "/dev/null";

  private final TessBaseAPI api;
  private int pages;

  private TesseractHandle(TessBaseAPI api) {
    this.api = api;
  }

  /**
   * Which models a handle has loaded.
   *
   * @param folder where they are
   * @param languages their names, joined by {@code +}
   */
  record Models(Path folder, String languages) {}

  /**
   * Loads {@code models}.
   *
   * @throws IllegalStateException if Tesseract does not take them
   */
  static synchronized TesseractHandle open(Models models) {
    TessBaseAPI api = TessAPI1.TessBaseAPICreate();
    // Else it prints to standard error what it thinks of each page.
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

  /** Pages read so far. */
  int pages() {
    return pages;
  }

  /** How gray becomes black or white, by Tesseract's numbers. */
  enum Threshold {
    /** One for the page. */
    OTSU("0"),
    /** One for each tile of it. */
    TILED_OTSU("1"),
    /** One for each pixel, by its surroundings. */
    SAUVOLA("2");

    private final String number;

    Threshold(String number) {
      this.number = number;
    }
  }

  /**
   * What was read of an image.
   *
   * @param table tab-separated: a row for each word, and perhaps for what it stands in
   * @param letters those of the image, by which one can tell what was missed
   */
  record Scan(String table, ConnectedComponents letters) {}

  /** Reads a page, however much ink there is on it. */
  Attempt<Scan> read(
      PixImage page, int pageSegmentationMode, Threshold threshold, Duration budget) {
    return read(page, pageSegmentationMode, threshold, budget, Integer.MAX_VALUE);
  }

  /**
   * Reads a page. In the default mode it is read as one block of lines where Tesseract's own
   * analysis would leave writing out: the analysis is made before anything is read, so that finding
   * this costs no second reading.
   *
   * @param mostPieces of ink; a page of more is not read, for the analysis of noise takes minutes
   *     and cannot be stopped
   */
  Attempt<Scan> read(
      PixImage page,
      int pageSegmentationMode,
      Threshold threshold,
      Duration budget,
      int mostPieces) {
    pages++;
    TessAPI1.TessBaseAPISetVariable(api, "thresholding_method", threshold.number);
    ETEXT_DESC monitor = TessAPI1.TessMonitorCreate();
    // Tess4J's fields are those of an older version: nothing may be written back.
    monitor.setAutoSynch(false);
    try {
      TessAPI1.TessBaseAPISetPageSegMode(api, pageSegmentationMode);
      TessAPI1.TessBaseAPISetImage2(api, page.pix());
      ConnectedComponents letters = letters();
      if (letters.pieces() > mostPieces) {
        return Attempt.done(new Scan("", letters));
      }
      if (pageSegmentationMode == OcrOptions.DEFAULT_PAGE_SEGMENTATION_MODE
          && layout().isWorseThanOneBlock(letters)) {
        TessAPI1.TessBaseAPIClear(api);
        TessAPI1.TessBaseAPISetPageSegMode(api, ONE_BLOCK);
        TessAPI1.TessBaseAPISetImage2(api, page.pix());
      }
      TessAPI1.TessMonitorSetDeadlineMSecs(
          monitor, (int) Math.min(Math.max(1, budget.toMillis()), Integer.MAX_VALUE));
      if (TessAPI1.TessBaseAPIRecognize(api, monitor) != 0) {
        return Attempt.failed(FailureCode.TIMED_OUT, "The page took longer than it may.");
      }
      return Attempt.done(new Scan(TsvWriter.of(api), letters));
    } finally {
      TessAPI1.TessMonitorDelete(monitor);
      forget();
    }
  }

  private ConnectedComponents letters() {
    Pix blackAndWhite = TessAPI1.TessBaseAPIGetThresholdedImage(api);
    if (blackAndWhite == null) {
      return ConnectedComponents.NONE;
    }
    try (BinaryImage ink = new BinaryImage(blackAndWhite)) {
      return ConnectedComponents.of(ink.pieces());
    }
  }

  /* Recognition goes on from this analysis; it is not made twice. */
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

  /** The script that most of the page is written in, as OSD names it; empty if it cannot tell. */
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

  /** Whether {@code word} is in the dictionary of the handle's language. */
  boolean knows(String word) {
    // Not by the binding: it would encode the word as the process' locale says.
    byte[] bytes = (word + '\0').getBytes(StandardCharsets.UTF_8);
    return NativeLibrary.getInstance(LoadLibs.getTesseractLibName())
            .getFunction("TessBaseAPIIsValidWord")
            .invokeInt(new Object[] {api, bytes})
        != 0;
  }

  /* What one page taught must not change how the next is read. */
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
