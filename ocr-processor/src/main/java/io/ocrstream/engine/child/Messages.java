/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child;

import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Problem;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Bodies of {@link MessageFrame}s, as JSON by {@link io.ocrstream.contracts.Json}. */
final class Messages {
  /** Version of the protocol. Increment it whenever a frame or a body changes its meaning. */
  static final int PROTOCOL = 3;

  private Messages() {}

  /**
   * Starts a child.
   *
   * @param protocol the worker's {@link #PROTOCOL}
   * @param settings settings of the engine by key
   */
  record Start(int protocol, Map<String, String> settings) {}

  /**
   * Describes a started child.
   *
   * @param protocol its {@link #PROTOCOL}
   * @param info its catalog's description for the default options; null if it does not support them
   */
  record Ready(int protocol, @Nullable EngineInfo info) {}

  /**
   * Requests to open a document.
   *
   * @param file path of the document
   * @param info engine and options
   */
  record Open(String file, EngineInfo info) {}

  /**
   * The result of opening.
   *
   * @param pageCount number of pages; 0 if the document was rejected
   * @param problem why the document was rejected; null if it was not
   */
  record Opened(int pageCount, @Nullable Problem problem) {}

  /**
   * Requests to read a page.
   *
   * @param number from 1
   * @param timeoutMs time limit in milliseconds
   */
  record Read(int number, long timeoutMs) {}

  /**
   * Asks for a cached page.
   *
   * @param digest digest of the page's image
   */
  record Seen(String digest) {}

  /**
   * Answers {@link Seen}.
   *
   * @param page the cached page; null if there is none
   */
  record Known(@Nullable Page page) {}

  /**
   * A page to cache.
   *
   * @param digest digest of its image
   * @param page the recognised page
   */
  record Keep(String digest, Page page) {}

  /**
   * The result of reading a page. Without page and problem, the result is the page last sent by
   * {@link Keep}.
   *
   * @param page the recognised page
   * @param problem why the page could not be read
   */
  record Outcome(@Nullable Page page, @Nullable Problem problem) {}

  /**
   * Requests to write a searchable PDF. The child fetches the pages with {@link Wanted}.
   *
   * @param target path of a file that does not exist yet
   * @param pages number of pages
   * @param timeoutMs time limit in milliseconds
   */
  record Write(String target, int pages, long timeoutMs) {}

  /**
   * Requests one of the pages to write.
   *
   * @param index from 0
   */
  record Wanted(int index) {}

  /**
   * Requests to render a page.
   *
   * @param number from 1
   * @param maxPixels maximum pixels of the image
   * @param target path of a file that does not exist yet
   */
  record Draw(int number, long maxPixels, String target) {}

  /**
   * The result of writing or rendering.
   *
   * @param problem why it failed; null if it succeeded
   */
  record Written(@Nullable Problem problem) {}
}
