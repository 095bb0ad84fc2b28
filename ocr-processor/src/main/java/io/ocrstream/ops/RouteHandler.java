/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;

/**
 * Handles requests that need more than a text at an exact path: files, streams and uploads.
 *
 * <p><b>Threading:</b> any number of threads at once. <b>Fails:</b> an exception becomes a 500 if
 * nothing was sent yet.
 */
@FunctionalInterface
public interface RouteHandler {
  /** Handles no path. */
  RouteHandler NONE = exchange -> false;

  /**
   * Serves a request that the {@link AccessFilter} allowed.
   *
   * @return false if the path is not handled here; true if the request was answered or will be,
   *     after which the handler closes the exchange
   */
  boolean serve(HttpExchange exchange) throws IOException;

  /** Returns a handler that tries this one first. */
  default RouteHandler or(RouteHandler next) {
    return exchange -> serve(exchange) || next.serve(exchange);
  }
}
