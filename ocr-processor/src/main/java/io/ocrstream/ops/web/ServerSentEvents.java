/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops.web;

import static java.net.HttpURLConnection.HTTP_OK;
import static java.net.HttpURLConnection.HTTP_UNAVAILABLE;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import io.ocrstream.concurrent.DaemonThreads;
import io.ocrstream.ops.Replies;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends each viewer a message per second as server-sent events.
 *
 * <p>A stream ends after {@link #LENGTH}, before the server would end it. The browser reconnects
 * and reports the last message it has. So a lost client holds a thread no longer than that.
 *
 * <p><b>Threading:</b> one thread per client. <b>Bounds:</b> {@link #MAX_CLIENTS}; further clients
 * get a 503.
 */
final class ServerSentEvents implements AutoCloseable {
  /** Maximum number of clients. */
  static final int MAX_CLIENTS = 16;

  /** Duration of a stream. */
  static final Duration LENGTH = Duration.ofSeconds(25);

  private static final Logger LOG = LoggerFactory.getLogger(ServerSentEvents.class);
  private static final int HEAD_BYTES = 80;
  private static final int ZIP_BYTES = 8 << 10;
  private static final int IDLE_SECONDS = 30;

  /** Delay before a browser reconnects, in milliseconds. */
  private static final int RETRY_MS = 300;

  private final LiveFigures live;
  private final ThreadPoolExecutor clients =
      new ThreadPoolExecutor(
          0,
          MAX_CLIENTS,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          DaemonThreads.named("page-stream"));

  ServerSentEvents(LiveFigures live) {
    this.live = live;
  }

  /** Serves the stream on a separate thread. */
  void serve(HttpExchange exchange) throws IOException {
    try {
      clients.execute(() -> run(exchange));
    } catch (RejectedExecutionException e) {
      exchange.getResponseHeaders().set("Retry-After", "5");
      Replies.text(exchange, HTTP_UNAVAILABLE, "Too many viewers; try again later\n");
    }
  }

  private void run(HttpExchange exchange) {
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
      exchange.getResponseHeaders().set("Vary", "Accept-Encoding");
      boolean zips = Assets.acceptsGzip(exchange.getRequestHeaders());
      if (zips) {
        exchange.getResponseHeaders().set("Content-Encoding", "gzip");
      }
      exchange.sendResponseHeaders(HTTP_OK, 0);
      OutputStream body = exchange.getResponseBody();
      stream(zips ? new GZIPOutputStream(body, ZIP_BYTES, true) : body, known(exchange));
    } catch (IOException e) {
      LOG.debug("A viewer disconnected: {}", e.getClass().getName());
    } catch (InterruptedException e) {
      // Closed: the stream ends with its thread.
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.error("A stream of server-sent events failed", e);
    }
  }

  /* Returns the number of the last answer that the client got from this process. */
  private long known(HttpExchange exchange) {
    String last = exchange.getRequestHeaders().getFirst("Last-Event-ID");
    String ours = live.instance() + "/";
    if (last == null || !last.startsWith(ours)) {
      return 0;
    }
    try {
      return Long.parseLong(last.substring(ours.length()));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private void stream(OutputStream out, long known) throws IOException, InterruptedException {
    long end = System.nanoTime() + LENGTH.toNanos();
    out.write(("retry: " + RETRY_MS + "\n\n").getBytes(UTF_8));
    LiveFigures.Message message = live.message(known, Timeline.STEPS);
    write(out, message);
    for (long look = live.await(0); System.nanoTime() < end; look = live.await(look)) {
      // Two steps, because one may have ended since the last message.
      message = live.message(message.seq(), 2);
      write(out, message);
    }
  }

  private void write(OutputStream out, LiveFigures.Message message) throws IOException {
    ByteArrayOutputStream event =
        new ByteArrayOutputStream(message.json().utf8().length + HEAD_BYTES);
    event.writeBytes(("id: " + live.instance() + "/" + message.seq() + "\ndata: ").getBytes(UTF_8));
    event.writeBytes(message.json().utf8());
    event.writeBytes("\n\n".getBytes(UTF_8));
    event.writeTo(out);
    out.flush();
  }

  @Override
  public void close() {
    clients.shutdownNow();
  }
}
