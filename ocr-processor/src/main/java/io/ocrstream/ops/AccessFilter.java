/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.ocrstream.config.Settings;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who may ask.
 *
 * <p>By a name in {@code Host} that is not one of ours, a page of the Internet can have a browser
 * ask a server on its own machine as if that were the page's own (DNS rebinding); an address cannot
 * be had that way. What is sent has to come from our own page, or from no page at all. And where a
 * token is set, it is needed for everything but health, which must not fail for want of it.
 *
 * <p><b>Threading:</b> any.
 */
public final class AccessFilter {
  private static final int SEE_OTHER = 303;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int MISDIRECTED = 421;
  private static final String HEALTH = "/health/";
  private static final Pattern PORT = Pattern.compile(":\\d{1,5}$");
  private static final Pattern ADDRESS =
      Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-f:.]+]");
  private static final List<String> READING = List.of("GET", "HEAD");

  /** What the form of the token needs, and what says nothing. */
  private static final Set<String> PUBLIC =
      Set.of(Login.PATH, Login.SCRIPT_PATH, "/page/style.css", "/page/icon.svg");

  private final Set<String> names;
  private final Optional<Token> token;

  private AccessFilter(Set<String> names, Optional<Token> token) {
    this.names = names;
    this.token = token;
  }

  /** As the settings say. */
  public static AccessFilter of(Settings.Ops settings) {
    Set<String> names = new TreeSet<>(Set.of("localhost", lower(settings.host())));
    settings.hostNames().orElse(List.of()).forEach(name -> names.add(lower(name)));
    return new AccessFilter(names, settings.token().map(Token::new));
  }

  /** The token; empty if none is needed. */
  Optional<Token> token() {
    return token;
  }

  /** Whether health is asked for, which is always answered. */
  static boolean isHealth(String path) {
    return path.startsWith(HEALTH);
  }

  /** Why the request is refused; empty where it may pass. */
  Optional<HttpAnswer> refusal(HttpExchange exchange) {
    String path = exchange.getRequestURI().getPath();
    Headers headers = exchange.getRequestHeaders();
    String host = headers.getFirst("Host");
    if (isHealth(path)) {
      return Optional.empty();
    } else if (!isOurs(host)) {
      return Optional.of(
          HttpAnswer.text(MISDIRECTED, "not a name of this server; see ocr.ops.host-names\n"));
    } else if (isForeign(headers, !READING.contains(exchange.getRequestMethod()))) {
      return Optional.of(HttpAnswer.text(FORBIDDEN, "only from this server's own page\n"));
    } else if (token.isPresent() && !PUBLIC.contains(path) && !token.get().isIn(headers)) {
      return Optional.of(tokenNeeded(exchange, path));
    }
    return Optional.empty();
  }

  private static HttpAnswer tokenNeeded(HttpExchange exchange, String path) {
    boolean page = path.equals("/");
    exchange
        .getResponseHeaders()
        .set(page ? "Location" : "WWW-Authenticate", page ? Login.PATH : "Bearer");
    return HttpAnswer.text(page ? SEE_OTHER : UNAUTHORIZED, "a token is needed\n");
  }

  /* No browser leaves it out; probes of old do. */
  private boolean isOurs(@Nullable String host) {
    if (host == null) {
      return true;
    }
    String name = PORT.matcher(lower(host)).replaceFirst("");
    return ADDRESS.matcher(name).matches() || names.contains(name);
  }

  /* A browser names the origin of whatever writes, and says when another page asks for anything but to be shown. */
  private static boolean isForeign(Headers headers, boolean writes) {
    String site = headers.getFirst("Sec-Fetch-Site");
    boolean elsewhere = "cross-site".equals(site) || "same-site".equals(site);
    boolean isShown = !writes && "navigate".equals(headers.getFirst("Sec-Fetch-Mode"));
    if (elsewhere && !isShown) {
      return true;
    }
    String origin = headers.getFirst("Origin");
    String host = headers.getFirst("Host");
    return writes
        && origin != null
        && !origin.equalsIgnoreCase("http://" + host)
        && !origin.equalsIgnoreCase("https://" + host);
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
