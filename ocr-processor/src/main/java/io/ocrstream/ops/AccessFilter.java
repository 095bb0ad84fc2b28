/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops;

import static java.net.HttpURLConnection.HTTP_FORBIDDEN;
import static java.net.HttpURLConnection.HTTP_SEE_OTHER;
import static java.net.HttpURLConnection.HTTP_UNAUTHORIZED;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.ocrstream.config.OpsConfig;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decides which requests are allowed.
 *
 * <p>A request whose {@code Host} is an unknown name may be a DNS rebinding attack: a foreign web
 * page makes a browser use a server on its own machine as if it were the page's own. Such a request
 * is rejected; IP addresses cannot be used that way. A write must come from the server's own page
 * or from a client that is not a browser. If a token is set, every path except health requires it;
 * health checks must work without it. An API may have a token of its own, which does not open the
 * operators' paths unless they have none.
 *
 * <p><b>Threading:</b> any.
 */
public final class AccessFilter {
  private static final int MISDIRECTED = 421;
  private static final String HEALTH = "/health/";
  private static final Pattern PORT = Pattern.compile(":\\d{1,5}$");
  private static final Pattern ADDRESS =
      Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-f:.]+]");
  private static final List<String> READING = List.of("GET", "HEAD");

  /** Paths that the login form needs and that reveal nothing. */
  private static final Set<String> PUBLIC =
      Set.of(Login.PATH, Login.SCRIPT_PATH, "/page/style.css", "/page/icon.svg");

  private final Set<String> names;
  private final Optional<Token> token;
  private final Optional<Token> apiToken;
  private final Predicate<String> isApi;

  private AccessFilter(
      Set<String> names, Optional<Token> token, Optional<Token> apiToken, Predicate<String> isApi) {
    this.names = names;
    this.token = token;
    this.apiToken = apiToken;
    this.isApi = isApi;
  }

  public static AccessFilter of(OpsConfig settings) {
    return of(settings, Optional.empty(), path -> false);
  }

  /**
   * Creates the filter of a server with an API.
   *
   * @param apiToken the token of the API's paths, besides the operators' token; if only one of both
   *     is set, it is the token of all paths
   * @param isApi whether a path is one of the API
   */
  public static AccessFilter of(
      OpsConfig settings, Optional<String> apiToken, Predicate<String> isApi) {
    Set<String> names = new TreeSet<>(Set.of("localhost", lower(settings.host())));
    settings.hostNames().orElse(List.of()).forEach(name -> names.add(lower(name)));
    return new AccessFilter(
        names,
        settings.token().or(() -> apiToken).map(Token::new),
        apiToken.map(Token::new),
        isApi);
  }

  /** Returns the token; empty if none is required. */
  Optional<Token> token() {
    return token;
  }

  /** Returns whether the path is a health check, which is always answered. */
  static boolean isHealth(String path) {
    return path.startsWith(HEALTH);
  }

  /** Returns the rejection of a request; empty if the request is allowed. */
  Optional<HttpAnswer> refusal(HttpExchange exchange) {
    String path = exchange.getRequestURI().getPath();
    Headers headers = exchange.getRequestHeaders();
    String host = headers.getFirst("Host");
    if (isHealth(path)) {
      return Optional.empty();
    } else if (!isOurs(host)) {
      return Optional.of(
          HttpAnswer.text(MISDIRECTED, "Unknown host name; add it to ocr.ops.host-names\n"));
    } else if (isForeign(headers, !READING.contains(exchange.getRequestMethod()))) {
      return Optional.of(
          HttpAnswer.text(HTTP_FORBIDDEN, "Requests from other web pages are not allowed\n"));
    } else if (token.isPresent() && !PUBLIC.contains(path) && !hasToken(path, headers)) {
      return Optional.of(tokenNeeded(exchange, path));
    }
    return Optional.empty();
  }

  private boolean hasToken(String path, Headers headers) {
    return token.filter(given -> given.isIn(headers)).isPresent()
        || (isApi.test(path) && apiToken.filter(given -> given.isIn(headers)).isPresent());
  }

  private static HttpAnswer tokenNeeded(HttpExchange exchange, String path) {
    boolean page = path.equals("/");
    exchange
        .getResponseHeaders()
        .set(page ? "Location" : "WWW-Authenticate", page ? Login.PATH : "Bearer");
    return HttpAnswer.text(page ? HTTP_SEE_OTHER : HTTP_UNAUTHORIZED, "A token is required\n");
  }

  /* Accepts a missing header: browsers always send it, old health probes do not. */
  private boolean isOurs(@Nullable String host) {
    if (host == null) {
      return true;
    }
    String name = PORT.matcher(lower(host)).replaceFirst("");
    return ADDRESS.matcher(name).matches() || names.contains(name);
  }

  /* Browsers send the origin of writes, and tell whether another page requests more than a navigation. */
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
