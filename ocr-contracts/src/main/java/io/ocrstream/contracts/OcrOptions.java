/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import java.util.Comparator;
import java.util.List;

/**
 * How a document is read: every option that changes the answer, with defaults filled in.
 *
 * @param engine which engine reads it
 * @param languages model names, the main one first; their order changes what is read; or {@link
 *     #AUTO_LANGUAGES}
 * @param pages which pages
 * @param outputs sorted, without repeats, always with {@link Output#TEXT}
 * @param pageSegmentationMode Tesseract's {@code --psm}, 1, 3, 4, 6, 11, 12 or 13
 * @param textLayer what is made of the document's own text
 */
public record OcrOptions(
    EngineName engine,
    List<String> languages,
    PageSelection pages,
    List<Output> outputs,
    int pageSegmentationMode,
    TextLayer textLayer) {
  /** The engine chooses among its languages, page by page, by the script that it sees. */
  public static final List<String> AUTO_LANGUAGES = List.of("auto");

  /** Fully automatic page segmentation, without orientation detection. */
  public static final int DEFAULT_PAGE_SEGMENTATION_MODE = 3;

  /** Modes that read a page; 0 and 2 read nothing, the rest suppose a single line or word. */
  public static final List<Integer> PAGE_SEGMENTATION_MODES = List.of(1, 3, 4, 6, 11, 12, 13);

  /** Most languages that one request may name. */
  public static final int MAX_LANGUAGES = 8;

  /** Copies the lists and sorts the outputs, so that equal requests have one fingerprint. */
  public OcrOptions {
    languages = List.copyOf(languages);
    outputs = outputs.stream().distinct().sorted(Comparator.naturalOrder()).toList();
  }

  /** Text of all pages in {@code languages}, by Tesseract where a page has no sound text itself. */
  public static OcrOptions text(List<String> languages) {
    return new OcrOptions(
        EngineName.TESSERACT,
        languages,
        PageSelection.ALL,
        List.of(Output.TEXT),
        DEFAULT_PAGE_SEGMENTATION_MODE,
        TextLayer.AUTO);
  }

  /** The same with other pages. */
  public OcrOptions withPages(PageSelection pages) {
    return new OcrOptions(engine, languages, pages, outputs, pageSegmentationMode, textLayer);
  }

  /** The same with other outputs. */
  public OcrOptions withOutputs(List<Output> outputs) {
    return new OcrOptions(engine, languages, pages, outputs, pageSegmentationMode, textLayer);
  }

  /** The same with another page segmentation mode. */
  public OcrOptions withPageSegmentationMode(int mode) {
    return new OcrOptions(engine, languages, pages, outputs, mode, textLayer);
  }

  /** The same with another use of the text layer. */
  public OcrOptions withTextLayer(TextLayer textLayer) {
    return new OcrOptions(engine, languages, pages, outputs, pageSegmentationMode, textLayer);
  }

  /** The same by another engine. */
  public OcrOptions withEngine(EngineName engine) {
    return new OcrOptions(engine, languages, pages, outputs, pageSegmentationMode, textLayer);
  }

  /** Whether the engine is to choose the languages. */
  public boolean choosesLanguages() {
    return languages.equals(AUTO_LANGUAGES);
  }

  /** Whether {@code output} was asked for. */
  public boolean wants(Output output) {
    return outputs.contains(output);
  }

  /** Whether words with boxes were asked for. */
  public boolean wantsWords() {
    return wants(Output.WORDS);
  }
}
