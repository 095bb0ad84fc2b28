/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.worker.document;

import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.contracts.Page;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A document of which at least one page was read.
 *
 * @param info the engine that read it
 * @param pages the requested pages in order, also those that failed. Each access may load a page
 *     again from the {@link TempFiles} of the document
 * @param searchable the PDF with selectable text; null unless requested
 */
public record DocumentReading(EngineInfo info, List<Page> pages, @Nullable Path searchable) {}
