/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.output;

import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.contracts.Output;
import io.ocrstream.contracts.Page;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/**
 * Writes a document's pages in one format. The same pages give the same bytes.
 *
 * <p><b>Threading:</b> any; it keeps no state between calls. <b>Bounds:</b> holds one page's
 * elements at a time, so memory does not grow with the number of pages.
 */
public interface OutputWriter {
  /**
   * Writes {@code pages} as an engine returned them. A page that could not be read has no text and
   * is marked as failed; a page without words has no text and no mark.
   *
   * @param info the engine that read the pages
   * @param pages the pages in order; iterated once
   * @param out flushed and left open
   * @throws IOException if {@code out} throws it
   */
  void write(EngineInfo info, Iterable<Page> pages, OutputStream out) throws IOException;

  /** Returns the writer of {@code output}; empty if it is not a text file. */
  static Optional<OutputWriter> of(Output output) {
    return switch (output) {
      case TSV -> Optional.of(new TsvOutput());
      case HOCR -> Optional.of(new HocrOutput());
      case ALTO -> Optional.of(new AltoOutput());
      case TEXT, WORDS, LINES, BLOCKS, PDF -> Optional.empty();
    };
  }
}
