/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.ocrstream.contracts.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A schema registry in memory with the requests that {@link SchemaRegistryContract} makes.
 *
 * <p><b>Threading:</b> any.
 */
public final class FakeSchemaRegistry implements AutoCloseable {
  private final HttpServer server;
  private final List<String> schemas = new CopyOnWriteArrayList<>();
  private final List<String> logins = new CopyOnWriteArrayList<>();
  private volatile int status = 200;
  private volatile String error = "";

  private record Registration(String schema) {}

  /** Starts a registry without schemas. */
  public FakeSchemaRegistry() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  /** Returns the base URL. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  /** Returns the schema with this id. */
  public String schema(int id) {
    return schemas.get(id - 1);
  }

  /** Returns the values of the header Authorization, in the order of requests. */
  List<String> logins() {
    return logins;
  }

  /** Answers all further requests with this error. */
  void failWith(int code, String body) {
    error = body;
    status = code;
  }

  private void answer(HttpExchange exchange) throws IOException {
    @Nullable String login = exchange.getRequestHeaders().getFirst("Authorization");
    if (login != null) {
      logins.add(login);
    }
    byte[] request = exchange.getRequestBody().readAllBytes();
    byte[] body =
        status != 200
            ? error.getBytes(UTF_8)
            : Json.write(reply(exchange.getRequestURI().getPath(), request));
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private Object reply(String path, byte[] request) {
    if (path.equals("/subjects")) {
      return List.of();
    }
    if (path.startsWith("/schemas/ids/")) {
      return Map.of("schema", schema(Integer.parseInt(path.substring("/schemas/ids/".length()))));
    }
    String schema = Json.readOwn(request, Registration.class).schema();
    synchronized (schemas) {
      if (!schemas.contains(schema)) {
        schemas.add(schema);
      }
      return Map.of("id", schemas.indexOf(schema) + 1);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
