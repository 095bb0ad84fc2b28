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
 * @param info what read it
 * @param pages those asked for, in order, read or not; perhaps each fetched anew when it is asked
 *     for, from the {@link TempFiles} of the document
 * @param searchable the PDF whose text can be selected; null unless asked for
 */
public record DocumentReading(EngineInfo info, List<Page> pages, @Nullable Path searchable) {}
