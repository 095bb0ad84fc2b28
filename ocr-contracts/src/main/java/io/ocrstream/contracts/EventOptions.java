/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The options of an upload event: a closed list, each left out or null for the default. A name that
 * is not in this list is refused with {@link FailureCode#UNSUPPORTED_OPTION}, because ignoring it
 * would answer another question than the one asked.
 *
 * @param languages model names, as a list or joined by {@code +}
 * @param pages {@link PageSelection} as text
 * @param outputs names of {@link Output}
 * @param pageSegmentationMode one of {@link OcrOptions#PAGE_SEGMENTATION_MODES}
 */
public record EventOptions(
    @Nullable List<String> languages,
    @Nullable PageSelection pages,
    @Nullable List<Output> outputs,
    @Nullable Integer pageSegmentationMode) {
  /** Nothing asked for: every default. */
  public static final EventOptions DEFAULTS = new EventOptions(null, null, null, null);

  /** These options over the defaults, of which {@code defaultLanguages} is configured. */
  public OcrOptions over(List<String> defaultLanguages) {
    List<Output> asked = outputs == null ? List.of() : outputs;
    return new OcrOptions(
        languages == null ? defaultLanguages : languages,
        pages == null ? PageSelection.ALL : pages,
        Stream.concat(Stream.of(Output.TEXT), asked.stream()).toList(),
        pageSegmentationMode == null
            ? OcrOptions.DEFAULT_PAGE_SEGMENTATION_MODE
            : pageSegmentationMode);
  }
}
