/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content.https;

import io.ocrstream.config.ContentConfig;
import io.ocrstream.content.Causes;
import io.ocrstream.content.StoreCall;
import io.ocrstream.content.TrustStore;
import io.ocrstream.content.UriText;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Problem;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.routing.RoutingSupport;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to allowed hosts and follows redirects to allowed hosts.
 *
 * <p>The Apache client is used because it lets the caller choose the addresses of a name. Java's
 * own client resolves names by itself, so a check would resolve the name separately from the
 * connection.
 *
 * <p><b>Threading:</b> any. <b>Bounds:</b> {@value #MAX_REDIRECTS} redirects, {@value #MAX_HEADERS}
 * headers of {@value #MAX_LINE} characters; the configured timeouts for connecting and for waiting
 * for a response. <b>Fails:</b> with problems only.
 */
final class HttpsRequests {
  /** The maximum number of redirects of one request. */
  static final int MAX_REDIRECTS = 5;

  /** The maximum number of headers in a response. */
  static final int MAX_HEADERS = 200;

  /** The maximum number of characters in a header line. */
  static final int MAX_LINE = 16_384;

  /** The maximum number of connections to all hosts. A worker has fewer slots. */
  private static final int MAX_CONNECTIONS = 512;

  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  private final AllowedHosts hosts;
  private final CloseableHttpClient client;

  HttpsRequests(AllowedHosts hosts, DnsResolver names, ContentConfig settings, TrustStore trust) {
    this.hosts = hosts;
    this.client = client(names, settings, trust);
  }

  /*
   * Disables everything automatic: redirects, retries, cookies, cached credentials, decompression.
   */
  private static CloseableHttpClient client(
      DnsResolver names, ContentConfig settings, TrustStore trust) {
    Timeout connect = Timeout.of(settings.connectTimeout());
    Timeout silence = Timeout.of(settings.connectTimeout().plus(settings.readTimeout()));
    Http1Config limits =
        Http1Config.custom().setMaxHeaderCount(MAX_HEADERS).setMaxLineLength(MAX_LINE).build();
    PoolingHttpClientConnectionManager connections =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setDnsResolver(names)
            .setTlsSocketStrategy(new DefaultClientTlsStrategy(trust.sslContext()))
            .setDefaultConnectionConfig(
                ConnectionConfig.custom()
                    .setConnectTimeout(connect)
                    .setSocketTimeout(silence)
                    .build())
            .setConnectionFactory(
                ManagedHttpClientConnectionFactory.builder().http1Config(limits).build())
            .setMaxConnTotal(MAX_CONNECTIONS)
            .setMaxConnPerRoute(MAX_CONNECTIONS)
            .build();
    return HttpClients.custom()
        .setConnectionManager(connections)
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setConnectionRequestTimeout(connect)
                .setResponseTimeout(silence)
                .build())
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableCookieManagement()
        .disableAuthCaching()
        .disableContentCompression()
        .build();
  }

  /**
   * Sends a request without a body.
   *
   * @param etag requests this state only, if the host supports that; null for any
   */
  Outcome<HttpsReply> send(String method, URI uri, @Nullable String etag, StoreCall exchange) {
    URI next = URI.create(UriText.ascii(uri.toString()));
    Optional<Problem> refusal = hosts.refusal(next);
    for (int hop = 0; hop <= MAX_REDIRECTS; hop++) {
      if (refusal.isPresent()) {
        return Outcome.failed(refusal.get());
      }
      Outcome<HttpsReply> reply = sendOnce(method, next, etag, exchange);
      exchange.advanced();
      Optional<HttpsReply> redirect =
          reply.value().filter(answer -> REDIRECTS.contains(answer.status()));
      if (redirect.isEmpty()) {
        return reply;
      }
      redirect.get().close();
      Optional<URI> target = target(next, redirect.get());
      if (target.isEmpty()) {
        return Outcome.failed(
            FailureCode.FETCH_REFUSED, "The host redirects to an invalid location");
      }
      next = target.get();
      refusal = hosts.refusal(next);
    }
    return Outcome.failed(
        FailureCode.FETCH_REFUSED, "The host redirects more than " + MAX_REDIRECTS + " times");
  }

  private Outcome<HttpsReply> sendOnce(
      String method, URI uri, @Nullable String etag, StoreCall exchange) {
    HttpUriRequestBase request = new HttpUriRequestBase(method, uri);
    if (etag != null) {
      request.setHeader("If-Match", '"' + etag + '"');
    }
    exchange.onAbort(request::cancel);
    try {
      return Outcome.of(
          new HttpsReply(
              client.executeOpen(RoutingSupport.determineHost(request), request, null), request));
    } catch (PublicAddresses.ForbiddenAddressException e) {
      return Outcome.failed(
          FailureCode.FORBIDDEN_LOCATION, "The host has an address that is not allowed");
    } catch (IOException | HttpException e) {
      return Outcome.failed(
          FailureCode.FETCH_FAILED, Causes.say("The request to the host failed", e));
    }
  }

  private static Optional<URI> target(URI from, HttpsReply redirect) {
    try {
      return redirect
          .header("Location")
          .map(text -> from.resolve(UriText.ascii(text)))
          .filter(target -> target.getHost() != null);
    } catch (IllegalArgumentException e) {
      // Not a URI. The text may contain a signature, so it is not published.
      return Optional.empty();
    }
  }

  void close() {
    client.close(CloseMode.IMMEDIATE);
  }
}
