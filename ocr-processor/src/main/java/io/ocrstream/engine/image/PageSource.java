/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.image;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Problem;
import io.ocrstream.contracts.TextLayer;
import io.ocrstream.engine.Attempt;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An open file's pages as images, decoded one at a time.
 *
 * <p><b>Threading:</b> the thread that opened it. <b>Bounds:</b> a page's size is checked before
 * its pixels are decoded.
 */
public interface PageSource extends AutoCloseable {
  /** The file. */
  Path file();

  /** Pages in the file, from 1 up. */
  int pageCount();

  /**
   * Decodes a page, upright as the file's metadata says; the caller closes it.
   *
   * @param number from 1 to the page count
   */
  Attempt<PixImage> page(int number);

  /** Whether pages of this type of file can carry text of their own. */
  default boolean carriesText() {
    return false;
  }

  /** Returns why the file cannot be read with {@code use} of its own text; empty if it can. */
  default Optional<Problem> refusal(TextLayer use) {
    return use == TextLayer.FORCE && !carriesText()
        ? Optional.of(
            Problem.of(
                FailureCode.UNSUPPORTED_OPTION,
                "Files of this type carry no text of their own; ask for text_layer auto or never."))
        : Optional.empty();
  }

  /**
   * What a page itself says; empty where its image is to be read. Nothing is drawn or decoded.
   *
   * @param number from 1 to the page count
   * @param use what is made of such text
   */
  default Attempt<Optional<Page>> ownText(int number, TextLayer use) {
    return Attempt.done(Optional.empty());
  }

  /**
   * What of a page its own text, asked for just before, may not say: the image without what it
   * says. Empty where it says all.
   *
   * @param number from 1 to the page count
   */
  default Attempt<Optional<PixImage>> remainder(int number) {
    return Attempt.done(Optional.empty());
  }

  /**
   * A page's own text and what was read of its remainder, as one page.
   *
   * @param own the page as its own text gives it
   * @param read the remainder as it was read
   */
  default Page joined(Page own, Page read) {
    return own;
  }

  @Override
  void close();
}
