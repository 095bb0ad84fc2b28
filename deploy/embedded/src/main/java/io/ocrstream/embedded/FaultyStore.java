/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.embedded;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Simulates the read operations of S3, with faults on demand.
 *
 * <p><b>Threading:</b> any; {@link #THREADS} of its own.
 */
public final class FaultyStore implements AutoCloseable {
  private static final int THREADS = 8;
  private static final long SLOW_MS = 2_000;
  private static final int UNAVAILABLE = 503;

  private final HttpServer server;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(THREADS, FaultyStore::thread);
  private final Function<String, byte @Nullable []> objects;
  private volatile Mood mood = Mood.WELL;

  /** Lists the ways of answering. */
  public enum Mood {
    /** At once and complete. */
    WELL,
    /** After a delay. */
    SLOW,
    /** With status 503. */
    UNAVAILABLE,
    /** With half of the body, after which the connection ends. */
    CUT
  }

  /** Creates a store of the objects that {@code objects} returns for {@code bucket/key}. */
  public FaultyStore(Function<String, byte @Nullable []> objects) throws IOException {
    this.objects = objects;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  /** Returns the URI on the loopback address. */
  public String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Changes the way of answering. */
  public void setMood(Mood newMood) {
    mood = newMood;
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "faulty-store");
    thread.setDaemon(true);
    return thread;
  }

  private void answer(HttpExchange exchange) throws IOException {
    Mood now = mood;
    try (exchange) {
      byte[] object = objects.apply(exchange.getRequestURI().getPath().substring(1));
      if (now == Mood.SLOW) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(SLOW_MS));
      }
      if (now == Mood.UNAVAILABLE) {
        exchange.sendResponseHeaders(UNAVAILABLE, -1);
      } else if (object == null) {
        exchange.sendResponseHeaders(404, -1);
      } else {
        send(exchange, object, now);
      }
    }
  }

  private static void send(HttpExchange exchange, byte[] object, Mood now) throws IOException {
    exchange
        .getResponseHeaders()
        .add("ETag", "\"" + Integer.toHexString(Arrays.hashCode(object)) + "\"");
    exchange.getResponseHeaders().add("Last-Modified", "Thu, 01 Jan 2026 00:00:00 GMT");
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().add("Content-Length", Integer.toString(object.length));
      exchange.sendResponseHeaders(200, -1);
      return;
    }
    exchange.sendResponseHeaders(200, object.length);
    OutputStream body = exchange.getResponseBody();
    body.write(object, 0, now == Mood.CUT ? object.length / 2 : object.length);
    body.flush();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
