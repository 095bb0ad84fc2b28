/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.worker;

import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.contracts.Page;
import java.io.IOException;
import java.io.OutputStream;

/** Writes an output that is a file of text, in UTF-8, page by page. */
@FunctionalInterface
public interface ArtifactWriter {
  /**
   * Writes the file; leaves {@code out} open.
   *
   * @param info what read the pages
   * @param pages with their layout, some of them perhaps unread
   */
  void write(EngineInfo info, Iterable<Page> pages, OutputStream out) throws IOException;
}
