/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import java.util.Comparator;
import java.util.List;

/**
 * Holds every option that changes the answer, with all defaults applied.
 *
 * @param engine the engine
 * @param languages model names, the main language first; their order affects the reading; or {@link
 *     #AUTO_LANGUAGES}
 * @param pages the selected pages
 * @param outputs sorted, without duplicates, always with {@link Output#TEXT}
 * @param pageSegmentationMode Tesseract's {@code --psm}: 1, 3, 4, 6, 11, 12 or 13
 * @param textLayer the use of the document's own text
 */
public record OcrOptions(
    EngineName engine,
    List<String> languages,
    PageSelection pages,
    List<Output> outputs,
    int pageSegmentationMode,
    TextLayer textLayer) {
  /** The engine chooses among its languages, page by page, by the detected script. */
  public static final List<String> AUTO_LANGUAGES = List.of("auto");

  /** Fully automatic page segmentation without orientation detection. */
  public static final int DEFAULT_PAGE_SEGMENTATION_MODE = 3;

  /** Modes that read a page: 0 and 2 do not read, and the others expect a single line or word. */
  public static final List<Integer> PAGE_SEGMENTATION_MODES = List.of(1, 3, 4, 6, 11, 12, 13);

  /** Maximum number of languages in one request. */
  public static final int MAX_LANGUAGES = 8;

  /** Copies the lists and sorts the outputs, so that equal requests have the same fingerprint. */
  public OcrOptions {
    languages = List.copyOf(languages);
    outputs = outputs.stream().distinct().sorted(Comparator.naturalOrder()).toList();
  }

  /** Returns options for the text of all pages in {@code languages}, with defaults for the rest. */
  public static OcrOptions text(List<String> languages) {
    return new OcrOptions(
        EngineName.TESSERACT,
        languages,
        PageSelection.ALL,
        List.of(Output.TEXT),
        DEFAULT_PAGE_SEGMENTATION_MODE,
        TextLayer.AUTO);
  }

  /** Returns these options with other pages. */
  public OcrOptions withPages(PageSelection pages) {
    return new OcrOptions(engine, languages, pages, outputs, pageSegmentationMode, textLayer);
  }

  /** Returns these options with other outputs. */
  public OcrOptions withOutputs(List<Output> outputs) {
    return new OcrOptions(engine, languages, pages, outputs, pageSegmentationMode, textLayer);
  }

  /** Returns these options with another page segmentation mode. */
  public OcrOptions withPageSegmentationMode(int mode) {
    return new OcrOptions(engine, languages, pages, outputs, mode, textLayer);
  }

  /** Returns these options with another use of the text layer. */
  public OcrOptions withTextLayer(TextLayer textLayer) {
    return new OcrOptions(engine, languages, pages, outputs, pageSegmentationMode, textLayer);
  }

  /** Returns these options with another engine. */
  public OcrOptions withEngine(EngineName engine) {
    return new OcrOptions(engine, languages, pages, outputs, pageSegmentationMode, textLayer);
  }

  /** Returns whether the engine chooses the languages. */
  public boolean choosesLanguages() {
    return languages.equals(AUTO_LANGUAGES);
  }

  /** Returns whether {@code output} is requested. */
  public boolean wants(Output output) {
    return outputs.contains(output);
  }
}
