/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads values from the query of a request. */
public final class QueryString {
  private QueryString() {}

  /** Returns the first value of {@code name}; empty if there is none or it is malformed. */
  public static Optional<String> value(HttpExchange exchange, String name) {
    return Optional.ofNullable(all(exchange).get(name));
  }

  /** Returns the first value of each name, in order, without malformed ones. */
  public static Map<String, String> all(HttpExchange exchange) {
    String query = exchange.getRequestURI().getRawQuery();
    Map<String, String> values = new LinkedHashMap<>();
    for (String part : query == null ? new String[0] : query.split("&", -1)) {
      int end = part.indexOf('=');
      if (end > 0) {
        Optional<String> name = decoded(part.substring(0, end));
        Optional<String> value = decoded(part.substring(end + 1));
        if (name.isPresent() && value.isPresent()) {
          values.putIfAbsent(name.get(), value.get());
        }
      }
    }
    return values;
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
