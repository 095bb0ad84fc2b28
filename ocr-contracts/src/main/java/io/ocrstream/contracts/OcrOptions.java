/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import java.util.Comparator;
import java.util.List;

/**
 * How a document is read: every option that changes the answer, with defaults filled in.
 *
 * @param languages model names, the main one first; their order changes what is read
 * @param pages which pages
 * @param outputs sorted, without repeats, always with {@link Output#TEXT}
 * @param pageSegmentationMode Tesseract's {@code --psm}, 1, 3, 4, 6, 11, 12 or 13
 */
public record OcrOptions(
    List<String> languages, PageSelection pages, List<Output> outputs, int pageSegmentationMode) {
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

  /** Text of all pages in {@code languages}. */
  public static OcrOptions text(List<String> languages) {
    return new OcrOptions(
        languages, PageSelection.ALL, List.of(Output.TEXT), DEFAULT_PAGE_SEGMENTATION_MODE);
  }

  /** Whether words with boxes were asked for. */
  public boolean wantsWords() {
    return outputs.contains(Output.WORDS);
  }
}
