/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the operations endpoints over HTTP: exact paths, GET and HEAD, never cached; and a {@link
 * Site} beside them.
 *
 * <p>For the network of the operators: there is no TLS, and no authentication unless a token is
 * set, so it listens on loopback unless told otherwise.
 *
 * <p><b>Threading:</b> {@link #start} and {@link #close} by the owner; endpoints are called by
 * {@link #THREADS} threads. <b>Bounds:</b> {@link #MAX_WAITING} connections wait for a thread, and
 * further ones are closed; a request is given {@link #MAX_REQUEST_SECONDS} to arrive and {@link
 * #MAX_ANSWER_SECONDS} to be answered. <b>Fails:</b> an endpoint that throws is a 500; start throws
 * if the address cannot be had.
 */
public final class OpsServer implements AutoCloseable {
  /** Requests answered at once. */
  public static final int THREADS = 4;

  /** Requests that wait for one of the threads. */
  public static final int MAX_WAITING = 64;

  /** Open connections. */
  public static final int MAX_CONNECTIONS = 256;

  /** How long a request may take to arrive, so that no idle client keeps a thread. */
  public static final int MAX_REQUEST_SECONDS = 10;

  /** How long answering may take, from the request's arrival. */
  public static final int MAX_ANSWER_SECONDS = 30;

  private static final Logger LOG = LoggerFactory.getLogger(OpsServer.class);
  private static final int NOT_FOUND = 404;
  private static final int METHOD_NOT_ALLOWED = 405;
  private static final int INTERNAL_ERROR = 500;
  private static final List<String> METHODS = List.of("GET", "HEAD");

  static {
    // The JDK's server takes these from nowhere else, and reads them when it is first used.
    limit("jdk.httpserver.maxConnections", MAX_CONNECTIONS);
    limit("sun.net.httpserver.maxReqTime", MAX_REQUEST_SECONDS);
    limit("sun.net.httpserver.maxRspTime", MAX_ANSWER_SECONDS);
  }

  private final HttpServer server;
  private final ExecutorService pool;
  private final Map<String, Endpoint> endpoints;
  private final Gate gate;
  private final List<Site> sites;

  private OpsServer(HttpServer server, Map<String, Endpoint> endpoints, Gate gate, Site site) {
    this.server = server;
    this.endpoints = Map.copyOf(endpoints);
    this.gate = gate;
    this.sites = List.of(new Login(gate), site);
    AtomicInteger number = new AtomicInteger();
    pool =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MAX_WAITING),
            task -> {
              Thread thread = new Thread(task, "ops-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  private static void limit(String property, int value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, Integer.toString(value));
    }
  }

  /**
   * Starts to serve.
   *
   * @param address to listen on; port 0 for any free one
   * @param endpoints by path, such as {@code /metrics}
   * @param gate who may ask
   * @param site what else there is; its owner closes it
   * @throws IOException if the address cannot be had
   */
  public static OpsServer start(
      InetSocketAddress address, Map<String, Endpoint> endpoints, Gate gate, Site site)
      throws IOException {
    OpsServer ops = new OpsServer(HttpServer.create(address, MAX_WAITING), endpoints, gate, site);
    ops.server.createContext("/", ops::handle);
    ops.server.setExecutor(ops.pool);
    ops.server.start();
    return ops;
  }

  /** Where it listens, with the port that was given or found. */
  public InetSocketAddress address() {
    return server.getAddress();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try {
      Replies.defaults(exchange);
      Optional<Answer> refusal = gate.refusal(exchange);
      if (refusal.isPresent()) {
        send(exchange, refusal.get());
        return;
      }
      for (Site site : sites) {
        if (site.serve(exchange)) {
          return;
        }
      }
      send(exchange, answer(exchange));
    } catch (IOException | RuntimeException e) {
      failed(exchange, e);
    }
  }

  /** A client that went away is no defect. */
  private static void failed(HttpExchange exchange, Exception failure) throws IOException {
    if (failure instanceof IOException) {
      LOG.debug("A request was not answered: {}", failure.getClass().getName());
    } else {
      LOG.error("A request failed", failure);
    }
    try (exchange) {
      if (exchange.getResponseCode() < 0) {
        send(exchange, Answer.text(INTERNAL_ERROR, "internal error, see the log\n"));
      }
    }
  }

  private Answer answer(HttpExchange exchange) {
    Endpoint endpoint = endpoints.get(exchange.getRequestURI().getPath());
    if (endpoint == null) {
      return Answer.text(NOT_FOUND, "not found\n");
    }
    if (!METHODS.contains(exchange.getRequestMethod())) {
      exchange.getResponseHeaders().set("Allow", String.join(", ", METHODS));
      return Answer.text(METHOD_NOT_ALLOWED, "only GET and HEAD\n");
    }
    try {
      return endpoint.get();
    } catch (RuntimeException e) {
      LOG.error("An operations endpoint failed", e);
      return Answer.text(INTERNAL_ERROR, "internal error, see the log\n");
    }
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    Replies.send(exchange, answer.status(), answer.contentType(), answer.bytes());
  }

  /** Stops at once: what is being answered is dropped. */
  @Override
  public void close() {
    server.stop(0);
    pool.shutdownNow();
  }
}
