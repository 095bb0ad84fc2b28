/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.image;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Problem;
import io.ocrstream.contracts.TextLayer;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An open file whose pages are decoded one at a time.
 *
 * <p><b>Threading:</b> the thread that opened it. <b>Bounds:</b> a page's size is checked before
 * its pixels are decoded.
 */
public interface PageSource extends AutoCloseable {
  /** Returns the file. */
  Path file();

  /** Returns the number of pages. */
  int pageCount();

  /**
   * Decodes a page and turns it upright by the file's metadata. The caller closes it.
   *
   * @param number from 1 to the page count
   */
  Outcome<PixImage> page(int number);

  /** Returns whether pages of this file type can have a text layer. */
  default boolean carriesText() {
    return false;
  }

  /** Returns why the file cannot be read with this {@code use} of text layers; empty if it can. */
  default Optional<Problem> refusal(TextLayer use) {
    return use == TextLayer.FORCE && !carriesText()
        ? Optional.of(
            Problem.of(
                FailureCode.UNSUPPORTED_OPTION,
                "Files of this type have no text layer; set text_layer to auto or never"))
        : Optional.empty();
  }

  /**
   * Returns the text layer of a page; empty if its image is to be recognised. Nothing is rendered.
   *
   * @param number from 1 to the page count
   * @param use how text layers are used
   */
  default Outcome<Optional<Page>> ownText(int number, TextLayer use) {
    return Outcome.of(Optional.empty());
  }

  /**
   * Returns the image of what the text layer may not contain, with the letters of the text layer
   * erased; empty if the text layer is complete. Where it fails, the text layer is still valid, and
   * the page lacks what was to be recognised. Called after {@link #ownText} for the same page.
   *
   * @param number from 1 to the page count
   */
  default Outcome<Optional<PixImage>> remainder(int number) {
    return Outcome.of(Optional.empty());
  }

  /**
   * Merges a page's text layer and what was recognised in its remainder.
   *
   * @param own the text layer
   * @param read the result for the remainder
   */
  default Page joined(Page own, Page read) {
    return own;
  }

  /**
   * Returns a page whose whole image was recognised, with the words of its text layer where there
   * are some. Called after {@link #ownText} for the same page.
   */
  default Page corrected(Page read) {
    return read;
  }

  /** Fails a page of which a part cannot be decoded and the rest has no text. */
  static Outcome<Page> unlessNothingWasRead(Page page) {
    return page.problem() != null && page.text().isBlank()
        ? Outcome.failed(page.problem(), "A part of the page's image cannot be decoded")
        : Outcome.of(page);
  }

  @Override
  void close();
}
