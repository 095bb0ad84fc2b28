/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content.https;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.ocrstream.content.TestCertificate;
import io.ocrstream.contracts.ContentHash;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A web server over TLS: objects with strong entity tags, and paths that can misbehave. */
public final class TestHttpsServer implements AutoCloseable {
  private static final int NO_BODY = -1;

  private final HttpsServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, byte[]> objects = new ConcurrentHashMap<>();

  /** Starts the server. */
  public TestHttpsServer(TestCertificate certificate) throws IOException {
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(certificate.serverContext()));
    server.setExecutor(threads);
    server.createContext("/objects/", this::serve);
    server.start();
  }

  /** Returns the host with its port. */
  public String host() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  String uri(String path) {
    return "https://" + host() + path;
  }

  /** Stores an object under an encoded path. */
  String put(String name, byte[] bytes) {
    objects.put("/objects/" + name, bytes);
    return uri("/objects/" + name);
  }

  /** Lets {@code handler} answer requests to {@code path}. */
  public String answer(String path, HttpHandler handler) {
    server.createContext(path, handler);
    return uri(path);
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] bytes = objects.get(exchange.getRequestURI().getRawPath());
      if (bytes == null) {
        exchange.sendResponseHeaders(404, NO_BODY);
        return;
      }
      String etag = '"' + ContentHash.ofBytes(bytes).hex().substring(0, 16) + '"';
      String wanted = exchange.getRequestHeaders().getFirst("If-Match");
      if (wanted != null && !wanted.equals(etag)) {
        exchange.sendResponseHeaders(412, NO_BODY);
        return;
      }
      exchange.getResponseHeaders().set("ETag", etag);
      respond(exchange, bytes);
    }
  }

  /** Sends status 200 and, unless the method is HEAD, the bytes. */
  public static void respond(HttpExchange exchange, byte[] bytes) throws IOException {
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().set("Content-Length", String.valueOf(bytes.length));
      exchange.sendResponseHeaders(200, NO_BODY);
    } else {
      exchange.sendResponseHeaders(200, bytes.length == 0 ? NO_BODY : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
