/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.ocrstream.content.https.TestHttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A server that gives the answers of S3 literally, as AWS documents them: for each object the bytes
 * and headers, or the error, that a test sets. Other objects have status 404, and other states than
 * an {@code If-Match} names 412.
 *
 * <p><b>Threading:</b> any.
 */
public final class LiteralS3 implements AutoCloseable {
  private static final String PRECONDITION = "If-Match";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, HttpHandler> replies = new ConcurrentHashMap<>();
  private final List<String> queries = new CopyOnWriteArrayList<>();

  /** Starts a server without objects. */
  public LiteralS3() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  /** Returns the URI on the loopback address. */
  public String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Returns the queries of requests for objects, in their order; {@code "null"} for none. */
  List<String> queries() {
    return queries;
  }

  /** Answers requests below {@code path} otherwise. */
  void context(String path, HttpHandler handler) {
    server.createContext(path, handler);
  }

  /**
   * Sets an object.
   *
   * @param path bucket and key, not encoded
   */
  public void object(String path, Map<String, String> headers, byte[] bytes) {
    Map<String, String> sent = new HashMap<>(headers);
    replies.put(
        path,
        exchange -> {
          queries.add(String.valueOf(exchange.getRequestURI().getRawQuery()));
          String wanted = exchange.getRequestHeaders().getFirst(PRECONDITION);
          if (wanted != null && !wanted.equals(sent.get("ETag"))) {
            sendError(exchange, 412, "PreconditionFailed");
            return;
          }
          sent.forEach(exchange.getResponseHeaders()::set);
          TestHttpsServer.respond(exchange, bytes);
        });
  }

  /** Sets an error. Answers to HEAD have its status only. */
  public void error(String path, int status, String code, Map<String, String> headers) {
    replies.put(
        path,
        exchange -> {
          headers.forEach(exchange.getResponseHeaders()::set);
          sendError(exchange, status, code);
        });
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath().substring(1);
    try (exchange) {
      replies.getOrDefault(path, e -> sendError(e, 404, "NoSuchKey")).handle(exchange);
    }
  }

  private static void sendError(HttpExchange exchange, int status, String code) throws IOException {
    byte[] xml =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>%s</Code><Message>m</Message></Error>"
            .formatted(code)
            .getBytes(UTF_8);
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.getResponseHeaders().set("Content-Type", "application/xml");
    exchange.sendResponseHeaders(status, head ? -1 : xml.length);
    if (!head) {
      exchange.getResponseBody().write(xml);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
