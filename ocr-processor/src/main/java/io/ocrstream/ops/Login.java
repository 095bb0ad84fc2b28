/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops;

import static java.net.HttpURLConnection.HTTP_ENTITY_TOO_LARGE;
import static java.net.HttpURLConnection.HTTP_FORBIDDEN;
import static java.net.HttpURLConnection.HTTP_OK;
import static java.net.HttpURLConnection.HTTP_SEE_OTHER;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;

/**
 * Serves {@code /login}, where a browser exchanges the token for a cookie. The path exists only if
 * a token is set. A link may contain the token after {@code #}, which browsers do not send; a
 * script puts it into the form.
 *
 * <p><b>Threading:</b> any. <b>Bounds:</b> {@link #MAX_FORM_BYTES}.
 */
final class Login implements RouteHandler {
  static final String PATH = "/login";
  static final String SCRIPT_PATH = "/login.js";

  /** Size of the largest form, in bytes. */
  static final int MAX_FORM_BYTES = 4 << 10;

  private static final String FIELD = "token=";
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none';"
          + " frame-ancestors 'none'";
  private static final String FORM =
      """
      <!doctype html>
      <html lang="en">
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>OCR stream: token</title>
      <link rel="icon" href="/page/icon.svg">
      <link rel="stylesheet" href="/page/style.css">
      <script src="/login.js" defer></script>
      <main class="login">
      <h1>OCR stream</h1>
      <form method="post" action="/login">
      <label for="token">Token</label>
      <input id="token" name="token" type="password" autocomplete="current-password" required autofocus>
      %s
      <button>Log in</button>
      </form>
      </main>
      """;

  private static final String SCRIPT =
      """
      const token = decodeURIComponent(location.hash.slice(1));
      if (token) {
        history.replaceState(null, "", location.pathname);
        const field = document.getElementById("token");
        field.value = token;
        field.form.submit();
      }
      """;

  private final AccessFilter gate;

  Login(AccessFilter gate) {
    this.gate = gate;
  }

  @Override
  public boolean serve(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (gate.token().isEmpty() || !(path.equals(PATH) || path.equals(SCRIPT_PATH))) {
      return false;
    }
    if (path.equals(SCRIPT_PATH)) {
      Replies.send(exchange, HTTP_OK, "text/javascript; charset=utf-8", SCRIPT);
      return true;
    }
    Replies.policy(exchange, POLICY);
    if (exchange.getRequestMethod().equals("POST")) {
      enter(exchange, gate.token().get());
    } else {
      form(exchange, HTTP_OK, "");
    }
    return true;
  }

  private static void enter(HttpExchange exchange, Token token) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(MAX_FORM_BYTES + 1);
    String text = new String(body, UTF_8);
    if (body.length > MAX_FORM_BYTES) {
      Replies.text(exchange, HTTP_ENTITY_TOO_LARGE, "The form is too large for a token\n");
    } else if (text.startsWith(FIELD) && token.matches(decoded(text.substring(FIELD.length())))) {
      exchange.getResponseHeaders().set("Set-Cookie", token.cookie());
      exchange.getResponseHeaders().set("Location", "/");
      Replies.text(exchange, HTTP_SEE_OTHER, "");
    } else {
      form(exchange, HTTP_FORBIDDEN, "<p role=\"alert\">Wrong token</p>");
    }
  }

  private static String decoded(String value) {
    try {
      return URLDecoder.decode(value, UTF_8);
    } catch (IllegalArgumentException e) {
      // No form sends this, so it is not the token.
      return "";
    }
  }

  private static void form(HttpExchange exchange, int status, String remark) throws IOException {
    Replies.send(exchange, status, "text/html; charset=utf-8", FORM.formatted(remark));
  }
}
