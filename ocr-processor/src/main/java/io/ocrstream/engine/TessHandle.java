/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import io.ocrstream.contracts.FailureCode;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import net.sourceforge.tess4j.ITessAPI.ETEXT_DESC;
import net.sourceforge.tess4j.ITessAPI.TessBaseAPI;
import net.sourceforge.tess4j.TessAPI1;
import net.sourceforge.tess4j.util.LoadLibs;
import org.jspecify.annotations.Nullable;

/**
 * One of Tesseract's own objects, with its models loaded.
 *
 * <p><b>Threading:</b> one thread at a time. Making one is serialised: it sets Tesseract's globals.
 */
final class TessHandle implements AutoCloseable {
  /** Legacy engine: only the orientation model has one. */
  private static final int ENGINE_LEGACY = 0;

  private static final int ENGINE_LSTM = 1;
  private static final String NULL_DEVICE = "/dev/null";

  private final TessBaseAPI api;
  private int pages;

  private TessHandle(TessBaseAPI api) {
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
   * Which way a page's text stands.
   *
   * @param degrees clockwise, by which it must be turned to stand upright
   * @param confidence from 0 up; believed from 10 or so
   */
  record Upright(int degrees, float confidence) {}

  /**
   * Loads {@code models}.
   *
   * @throws IllegalStateException if Tesseract does not take them
   */
  static synchronized TessHandle open(Models models) {
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
    return new TessHandle(api);
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

  /** Reads a page into Tesseract's tab-separated form: a row for each block, line and word. */
  Attempt<String> read(
      Raster page, int pageSegmentationMode, Threshold threshold, Duration budget) {
    pages++;
    TessAPI1.TessBaseAPISetVariable(api, "thresholding_method", threshold.number);
    ETEXT_DESC monitor = TessAPI1.TessMonitorCreate();
    // Tess4J's fields are those of an older version: nothing may be written back.
    monitor.setAutoSynch(false);
    try {
      TessAPI1.TessBaseAPISetPageSegMode(api, pageSegmentationMode);
      TessAPI1.TessBaseAPISetImage2(api, page.pix());
      TessAPI1.TessMonitorSetDeadlineMSecs(
          monitor, (int) Math.min(Math.max(1, budget.toMillis()), Integer.MAX_VALUE));
      if (TessAPI1.TessBaseAPIRecognize(api, monitor) != 0) {
        return Attempt.failed(FailureCode.TIMED_OUT, "The page took longer than it may.");
      }
      return Attempt.done(take(TessAPI1.TessBaseAPIGetTsvText(api, 0)));
    } finally {
      TessAPI1.TessMonitorDelete(monitor);
      forget();
    }
  }

  /** Which way up the page is; empty if too little stands on it to tell. */
  Optional<Upright> orientation(Raster page) {
    pages++;
    IntBuffer degrees = IntBuffer.allocate(1);
    FloatBuffer confidence = FloatBuffer.allocate(1);
    try {
      TessAPI1.TessBaseAPISetImage2(api, page.pix());
      int found =
          TessAPI1.TessBaseAPIDetectOrientationScript(
              api, degrees, confidence, new PointerByReference(), FloatBuffer.allocate(1));
      return found == 0
          ? Optional.empty()
          : Optional.of(new Upright(Math.floorMod(360 - degrees.get(0), 360), confidence.get(0)));
    } finally {
      forget();
    }
  }

  /** The script that most of the page is written in, as OSD names it; empty if it cannot tell. */
  Optional<String> script(Raster page) {
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

  private static String take(@Nullable Pointer text) {
    if (text == null) {
      return "";
    }
    try {
      return text.getString(0, StandardCharsets.UTF_8.name());
    } finally {
      TessAPI1.TessDeleteText(text);
    }
  }

  @Override
  public void close() {
    TessAPI1.TessBaseAPIEnd(api);
    TessAPI1.TessBaseAPIDelete(api);
  }
}
