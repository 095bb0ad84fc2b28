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
 * <p><b>Threading:</b> any; nothing is kept between calls. <b>Bounds:</b> one page's elements at a
 * time, so that thousands of pages take the memory of one.
 */
public interface OutputWriter {
  /**
   * Writes {@code pages}, as an engine gave them. A page that could not be read is there without
   * text, and marked; so is one whose words are not known, unmarked.
   *
   * @param info what read them
   * @param pages in order; passed once
   * @param out is flushed and left open
   * @throws IOException if {@code out} does
   */
  void write(EngineInfo info, Iterable<Page> pages, OutputStream out) throws IOException;

  /** The writer of {@code output}; empty for what is no text file. */
  static Optional<OutputWriter> of(Output output) {
    return switch (output) {
      case TSV -> Optional.of(new TsvOutput());
      case HOCR -> Optional.of(new HocrOutput());
      case ALTO -> Optional.of(new AltoOutput());
      case TEXT, WORDS, LINES, BLOCKS, PDF -> Optional.empty();
    };
  }
}
