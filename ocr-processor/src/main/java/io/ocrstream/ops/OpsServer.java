/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops;

import static java.net.HttpURLConnection.HTTP_BAD_METHOD;
import static java.net.HttpURLConnection.HTTP_BAD_REQUEST;
import static java.net.HttpURLConnection.HTTP_INTERNAL_ERROR;
import static java.net.HttpURLConnection.HTTP_NOT_FOUND;
import static java.net.HttpURLConnection.HTTP_UNAVAILABLE;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the operations endpoints over HTTP: exact paths, GET and HEAD, never cached. A {@link
 * RouteHandler} serves other paths.
 *
 * <p>The server is meant for the operators' network: it has no TLS, and no authentication unless a
 * token is set. So it listens on the loopback address by default.
 *
 * <p>Health checks are answered under any load: a request that has not arrived holds no thread, and
 * other requests get a part of the threads.
 *
 * <p><b>Threading:</b> the owner calls {@link #start} and {@link #close}; the server's threads call
 * the endpoints. <b>Bounds:</b> {@link ServerLimits}. Headers must arrive within {@link
 * #MAX_HEADER_SECONDS}, and a body may pause for {@link #MAX_PAUSE_SECONDS}. <b>Fails:</b> an
 * endpoint that throws answers 500; {@link #start} throws if the address is not available.
 */
public final class OpsServer implements AutoCloseable {
  /** Maximum number of parallel requests, without health checks. */
  public static final int MAX_REQUESTS = 32;

  /** Maximum number of open connections. */
  public static final int MAX_CONNECTIONS = 256;

  /** Maximum connections of one address; below the limit of requests, which others need too. */
  public static final int MAX_CONNECTIONS_OF_ONE = 24;

  /** Maximum seconds until a connection's first request and, for operators, of an idle one. */
  public static final int MAX_HEADER_SECONDS = 3;

  /** Maximum pause of a request's body, and of a client that reads its answer, in seconds. */
  public static final int MAX_PAUSE_SECONDS = 30;

  /** Number of threads for listening, and in reserve for health checks. */
  private static final int RESERVE_THREADS = 8;

  private static final int MAX_WAITING = 64;
  private static final Logger LOG = LoggerFactory.getLogger(OpsServer.class);
  private static final List<String> METHODS = List.of("GET", "HEAD");

  private final Server server;
  private final ServerConnector connector;
  private final Semaphore free;
  private final Map<String, Endpoint> endpoints;
  private final AccessFilter gate;
  private final List<RouteHandler> sites;

  private OpsServer(
      InetSocketAddress address,
      Map<String, Endpoint> endpoints,
      AccessFilter gate,
      RouteHandler site,
      ServerLimits limits,
      Duration longestPause) {
    this.free = new Semaphore(limits.requests());
    this.endpoints = Map.copyOf(endpoints);
    this.gate = gate;
    this.sites = List.of(new Login(gate), site);
    QueuedThreadPool threads = new QueuedThreadPool(limits.threads() + RESERVE_THREADS, 1);
    threads.setName("ops");
    threads.setDaemon(true);
    server = new Server(threads);
    server.setHandler(new Requests());
    connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http(longestPause)));
    connector.setHost(address.getHostString());
    connector.setPort(address.getPort());
    connector.setAcceptQueueSize(MAX_WAITING);
    connector.setIdleTimeout(TimeUnit.SECONDS.toMillis(limits.idleSeconds()));
    connector.setShutdownIdleTimeout(0);
    connector.addBean(new ConnectionLimits(connector.getScheduler(), limits));
    server.addConnector(connector);
  }

  private static HttpConfiguration http(Duration longestPause) {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setIdleTimeout(longestPause.toMillis());
    return http;
  }

  /**
   * Starts the server.
   *
   * @param address address to listen on; port 0 for any free port
   * @param endpoints endpoints by path, such as {@code /metrics}
   * @param gate decides which requests are allowed
   * @param site serves the other paths; its owner closes it
   * @param limits how many clients are accepted
   * @throws IOException if the address is not available
   */
  public static OpsServer start(
      InetSocketAddress address,
      Map<String, Endpoint> endpoints,
      AccessFilter gate,
      RouteHandler site,
      ServerLimits limits)
      throws IOException {
    return start(address, endpoints, gate, site, limits, Duration.ofSeconds(MAX_PAUSE_SECONDS));
  }

  /** Starts the server for operators with another maximum pause, for tests. */
  static OpsServer start(
      InetSocketAddress address,
      Map<String, Endpoint> endpoints,
      AccessFilter gate,
      RouteHandler site,
      Duration longestPause)
      throws IOException {
    return start(address, endpoints, gate, site, ServerLimits.OPERATORS, longestPause);
  }

  private static OpsServer start(
      InetSocketAddress address,
      Map<String, Endpoint> endpoints,
      AccessFilter gate,
      RouteHandler site,
      ServerLimits limits,
      Duration longestPause)
      throws IOException {
    OpsServer ops = new OpsServer(address, endpoints, gate, site, limits, longestPause);
    try {
      ops.server.start();
      return ops;
    } catch (Exception e) {
      ops.close();
      if (e instanceof IOException failure) {
        throw failure;
      }
      throw new IllegalStateException("the operations server did not start", e);
    }
  }

  /** Returns the address with the actual port. */
  public InetSocketAddress address() {
    return new InetSocketAddress(connector.getHost(), connector.getLocalPort());
  }

  /** Handles the server's requests. */
  private final class Requests extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback end) {
      URI uri;
      try {
        uri = new URI(request.getHttpURI().getPathQuery());
      } catch (URISyntaxException e) {
        Response.writeError(request, response, end, HTTP_BAD_REQUEST);
        return true;
      }
      answer(request, response, end, uri);
      return true;
    }

    private void answer(Request request, Response response, Callback end, URI uri) {
      boolean isHealth = AccessFilter.isHealth(uri.getPath());
      if (isHealth) {
        serve(new JettyExchange(request, response, end, uri));
      } else if (free.tryAcquire()) {
        Callback released = Callback.from(end, () -> free.release());
        serve(new JettyExchange(request, response, released, uri));
      } else {
        Response.writeError(
            request, response, end, HTTP_UNAVAILABLE, "Too many requests; try again later");
      }
    }

    private void serve(JettyExchange exchange) {
      try {
        OpsServer.this.handle(exchange);
      } catch (IOException e) {
        LOG.debug("A request was not answered: {}", e.getClass().getName());
        exchange.close();
      } catch (Error e) {
        exchange.close();
        throw e;
      }
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try {
      Replies.defaults(exchange);
      Optional<HttpAnswer> refusal = gate.refusal(exchange);
      if (refusal.isPresent()) {
        send(exchange, refusal.get());
        return;
      }
      for (RouteHandler site : sites) {
        if (site.serve(exchange)) {
          return;
        }
      }
      send(exchange, answer(exchange));
    } catch (IOException | RuntimeException e) {
      failed(exchange, e);
    }
  }

  /** Answers a failure; a client that disconnected is not a defect. */
  private static void failed(HttpExchange exchange, Exception failure) throws IOException {
    if (failure instanceof IOException) {
      LOG.debug("A request was not answered: {}", failure.getClass().getName());
    } else {
      LOG.error("A request failed", failure);
    }
    try (exchange) {
      if (exchange.getResponseCode() < 0) {
        send(exchange, HttpAnswer.text(HTTP_INTERNAL_ERROR, "Internal error; see the log\n"));
      }
    }
  }

  private HttpAnswer answer(HttpExchange exchange) {
    Endpoint endpoint = endpoints.get(exchange.getRequestURI().getPath());
    if (endpoint == null) {
      return HttpAnswer.text(HTTP_NOT_FOUND, "Not found\n");
    }
    if (!METHODS.contains(exchange.getRequestMethod())) {
      exchange.getResponseHeaders().set("Allow", String.join(", ", METHODS));
      return HttpAnswer.text(HTTP_BAD_METHOD, "Only GET and HEAD are allowed\n");
    }
    try {
      return endpoint.get();
    } catch (RuntimeException e) {
      LOG.error("An operations endpoint failed", e);
      return HttpAnswer.text(HTTP_INTERNAL_ERROR, "Internal error; see the log\n");
    }
  }

  private static void send(HttpExchange exchange, HttpAnswer answer) throws IOException {
    Replies.send(exchange, answer.status(), answer.contentType(), answer.bytes());
  }

  /** Stops at once; running requests are dropped. */
  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      LOG.warn("The operations server did not stop cleanly", e);
    }
  }
}
