/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child;

import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Problem;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Bodies of {@link MessageFrame}s, written and read by {@link io.ocrstream.contracts.Json}. */
final class Messages {
  /** One more whenever a frame or a body changes its meaning. */
  static final int PROTOCOL = 3;

  private Messages() {}

  /**
   * What a child needs to know.
   *
   * @param protocol the worker's {@link #PROTOCOL}
   * @param settings the engine's settings by key
   */
  record Start(int protocol, Map<String, String> settings) {}

  /**
   * What a child is.
   *
   * @param protocol its {@link #PROTOCOL}
   * @param info what its catalog says of the default options; null if it cannot read so
   */
  record Ready(int protocol, @Nullable EngineInfo info) {}

  /**
   * Open a document.
   *
   * @param file its path
   * @param info how it is read
   */
  record Open(String file, EngineInfo info) {}

  /**
   * How opening ended.
   *
   * @param pageCount its pages; 0 if it was refused
   * @param problem why it was refused; null if it was not
   */
  record Opened(int pageCount, @Nullable Problem problem) {}

  /**
   * Read a page.
   *
   * @param number from 1
   * @param budgetMs how long it may take
   */
  record Read(int number, long budgetMs) {}

  /**
   * Is a page known that looks like this?
   *
   * @param digest of its image
   */
  record Seen(String digest) {}

  /**
   * The answer.
   *
   * @param page as it was read before; null if it was not
   */
  record Known(@Nullable Page page) {}

  /**
   * A page to remember.
   *
   * @param digest of its image
   * @param page as it was read
   */
  record Keep(String digest, Page page) {}

  /**
   * How reading a page ended. With neither page nor problem: with the page last kept.
   *
   * @param page what was read
   * @param problem why it was not
   */
  record Outcome(@Nullable Page page, @Nullable Problem problem) {}

  /**
   * Write a searchable PDF of pages that are there to be asked for.
   *
   * @param target path of a file that is not there yet
   * @param pages how many there are
   * @param budgetMs how long it may take
   */
  record Write(String target, int pages, long budgetMs) {}

  /**
   * Which of the pages to be written is wanted.
   *
   * @param index from 0
   */
  record Wanted(int index) {}

  /**
   * Draw a page.
   *
   * @param number from 1
   * @param target path of a file that is not there yet
   */
  record Draw(int number, String target) {}

  /**
   * How writing or drawing ended.
   *
   * @param problem why it did not succeed; null if it did
   */
  record Written(@Nullable Problem problem) {}
}
