/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;

/**
 * Sends complete answers.
 *
 * <p><b>Threading:</b> any; one thread per exchange.
 */
public final class Replies {
  private static final long NO_BODY = -1;

  private Replies() {}

  /** Sets the default headers of all answers. */
  static void defaults(HttpExchange exchange) {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Cache-Control", "no-store");
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("X-Frame-Options", "DENY");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    // With "no-referrer", browsers would hide the origin of submitted forms.
    headers.set("Referrer-Policy", "same-origin");
    policy(exchange, "default-src 'none'; frame-ancestors 'none'");
  }

  /** Sets the content security policy. */
  public static void policy(HttpExchange exchange, String policy) {
    exchange.getResponseHeaders().set("Content-Security-Policy", policy);
  }

  /** Sends plain text and closes the exchange. */
  public static void text(HttpExchange exchange, int status, String body) throws IOException {
    send(exchange, status, "text/plain; charset=utf-8", body);
  }

  /** Sends text of any type and closes the exchange. */
  public static void send(HttpExchange exchange, int status, String contentType, String body)
      throws IOException {
    send(exchange, status, contentType, body.getBytes(UTF_8));
  }

  /** Sends bytes and closes the exchange. */
  public static void send(HttpExchange exchange, int status, String contentType, byte[] body)
      throws IOException {
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", contentType);
      if (exchange.getRequestMethod().equals("HEAD")) {
        exchange.getResponseHeaders().set("Content-Length", Integer.toString(body.length));
        exchange.sendResponseHeaders(status, NO_BODY);
        return;
      }
      exchange.sendResponseHeaders(status, body.length == 0 ? NO_BODY : body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
