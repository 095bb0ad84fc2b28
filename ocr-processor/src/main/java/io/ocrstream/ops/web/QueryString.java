/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.net.URLDecoder;
import java.util.Optional;

/** Reads values from the query of a request. */
final class QueryString {
  private QueryString() {}

  /** Returns the first value of {@code name}; empty if there is none or it is malformed. */
  static Optional<String> value(HttpExchange exchange, String name) {
    String query = exchange.getRequestURI().getRawQuery();
    for (String part : query == null ? new String[0] : query.split("&", -1)) {
      if (part.startsWith(name + "=")) {
        return decoded(part.substring(name.length() + 1));
      }
    }
    return Optional.empty();
  }

  private static Optional<String> decoded(String value) {
    try {
      return Optional.of(URLDecoder.decode(value, UTF_8));
    } catch (IllegalArgumentException e) {
      // No browser sends this.
      return Optional.empty();
    }
  }
}
