/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child;

import com.sun.net.httpserver.HttpExchange;
import io.ocrstream.content.ContentLimits;
import io.ocrstream.content.https.TestHttpsServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;

/** Replies of an HTTPS server that means harm: without end, too slow, or compressed too much. */
final class HostileReplies {
  private final CountDownLatch over;

  /** Creates replies that go on until {@code over}. */
  HostileReplies(CountDownLatch over) {
    this.over = over;
  }

  static void redirect(HttpExchange exchange, String target) throws IOException {
    try (exchange) {
      exchange.getResponseHeaders().set("Location", target);
      exchange.sendResponseHeaders(302, -1);
    }
  }

  static void endless(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(200, 0);
      while (true) {
        exchange.getResponseBody().write(new byte[8192]);
      }
    }
  }

  void trickle(HttpExchange exchange) throws IOException {
    drip(exchange, 20);
  }

  void silence(HttpExchange exchange) throws IOException {
    drip(exchange, 60_000);
  }

  private void drip(HttpExchange exchange, long everyMillis) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(200, ContentLimits.MAX_BYTES);
      do {
        exchange.getResponseBody().write(1);
        exchange.getResponseBody().flush();
      } while (!over.await(everyMillis, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static void bomb(HttpExchange exchange) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      for (int i = 0; i < 64; i++) {
        out.write(new byte[1 << 20]);
      }
    }
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Encoding", "gzip");
      TestHttpsServer.respond(exchange, packed.toByteArray());
    }
  }
}
