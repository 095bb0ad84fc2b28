/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;

/**
 * What is more than a text at an exact path: files, streams, what is sent.
 *
 * <p><b>Threading:</b> any number at once. <b>Fails:</b> what it throws becomes a 500, if nothing
 * was sent yet.
 */
@FunctionalInterface
public interface RouteHandler {
  /** Nothing. */
  RouteHandler NONE = exchange -> false;

  /**
   * Answers a request that the {@link AccessFilter} has let in.
   *
   * @return false, and nothing done, where the path is not the site's; else the site has answered,
   *     or will, and closes the exchange
   */
  boolean serve(HttpExchange exchange) throws IOException;
}
