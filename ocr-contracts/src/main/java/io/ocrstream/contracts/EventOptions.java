/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Holds the options of an upload event. The list of options is closed; an absent or null option has
 * its default. An unknown name is rejected with {@link FailureCode#UNSUPPORTED_OPTION}, because
 * ignoring it would answer another request.
 *
 * @param engine the engine
 * @param languages model names, as a list or joined by {@code +}; or {@code auto} alone
 * @param pages a {@link PageSelection} as text
 * @param outputs names of {@link Output}
 * @param pageSegmentationMode one of {@link OcrOptions#PAGE_SEGMENTATION_MODES}
 * @param textLayer the use of the document's own text
 */
public record EventOptions(
    @Nullable EngineName engine,
    @Nullable List<String> languages,
    @Nullable PageSelection pages,
    @Nullable List<Output> outputs,
    @Nullable Integer pageSegmentationMode,
    @Nullable TextLayer textLayer) {
  /** Options with all defaults. */
  public static final EventOptions DEFAULTS = new EventOptions(null, null, null, null, null, null);

  /** Returns these options with another engine; null for the default. */
  public EventOptions withEngine(@Nullable EngineName engine) {
    return new EventOptions(engine, languages, pages, outputs, pageSegmentationMode, textLayer);
  }

  /** Returns these options with other languages; null for the default. */
  public EventOptions withLanguages(@Nullable List<String> languages) {
    return new EventOptions(engine, languages, pages, outputs, pageSegmentationMode, textLayer);
  }

  /** Returns these options with other outputs; null for the default. */
  public EventOptions withOutputs(@Nullable List<Output> outputs) {
    return new EventOptions(engine, languages, pages, outputs, pageSegmentationMode, textLayer);
  }

  /** Returns the configured options, overridden by these. */
  public OcrOptions over(OcrOptions defaults) {
    List<Output> asked = outputs == null ? List.of() : outputs;
    return new OcrOptions(
        or(engine, defaults.engine()),
        or(languages, defaults.languages()),
        or(pages, defaults.pages()),
        Stream.concat(defaults.outputs().stream(), asked.stream()).toList(),
        or(pageSegmentationMode, defaults.pageSegmentationMode()),
        or(textLayer, defaults.textLayer()));
  }

  private static <T> T or(@Nullable T asked, T byDefault) {
    return asked == null ? byDefault : asked;
  }
}
