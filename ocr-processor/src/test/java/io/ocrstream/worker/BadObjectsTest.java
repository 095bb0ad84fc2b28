/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.worker;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ocrstream.cache.InMemoryCache;
import io.ocrstream.content.Attempts;
import io.ocrstream.content.ContentLimits;
import io.ocrstream.content.schemes.ContentStores;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Identified;
import io.ocrstream.contracts.IdentifyTask;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.Location;
import io.ocrstream.contracts.RetryPolicy;
import io.ocrstream.resilience.BreakerRules;
import io.ocrstream.resilience.Breakers;
import io.ocrstream.resilience.OutageGate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests that objects which their store refuses to return block no others. Method: a server with
 * S3's answers, the real client, and a worker's default settings: twenty bad objects of one bucket,
 * then three good ones of another bucket and one of the same.
 */
class BadObjectsTest {
  private static final int SLOTS = 4;
  private static final int BAD = 20;
  private static final BreakerRules RULES = new BreakerRules(10, 80, Duration.ofSeconds(5));

  @TempDir private Path folder = Path.of("");
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final AtomicInteger bad = new AtomicInteger();
  private final ExecutorService slots = Executors.newFixedThreadPool(SLOTS);
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    System.setProperty("aws.accessKeyId", "key");
    System.setProperty("aws.secretAccessKey", "secret");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(slots);
    server.createContext("/bad/", this::encrypted);
    server.createContext("/bad/good", BadObjectsTest::good);
    server.createContext("/good/", BadObjectsTest::good);
    server.start();
  }

  @AfterEach
  void stop() {
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
    server.stop(0);
    slots.shutdownNow();
  }

  @Test
  void shouldAnswerGoodObjectsWhenBadOnesCameFirst() throws Exception {
    ContentLimits limits =
        ContentLimits.buckets("http://127.0.0.1:" + server.getAddress().getPort(), "bad", "good");
    ExecutorService workers = Executors.newFixedThreadPool(SLOTS);
    try (ContentStores stores = ContentStores.open(limits, folder)) {
      Breakers breakers = new Breakers(Breakers.Kind.CONTENT, RULES, meters, Clock.systemUTC());
      OutageGate outages = new OutageGate(breakers, Duration.ofMinutes(5), meters);
      Attempts attempts =
          Attempts.of(new RetryPolicy(3, Duration.ofMillis(400), Duration.ofSeconds(10)));
      IdentifyHandler handler =
          new IdentifyHandler(new RetryingContent(stores, attempts, outages), new InMemoryCache());
      List<Future<Identified>> refused = new ArrayList<>();
      for (int i = 0; i < BAD; i++) {
        String uri = "s3://bad/" + i;
        refused.add(workers.submit(() -> identify(handler, uri)));
      }
      List<Future<Identified>> answered = new ArrayList<>();
      for (String uri : List.of("s3://good/1", "s3://good/2", "s3://good/3", "s3://bad/good")) {
        answered.add(workers.submit(() -> identify(handler, uri)));
      }

      for (Future<Identified> task : refused) {
        assertThat(task.get().<FailureCode>fold(k -> null, failed -> failed.problem().code()))
            .isEqualTo(FailureCode.FETCH_REFUSED);
      }
      for (Future<Identified> task : answered) {
        assertThat(task.get()).isInstanceOf(Identified.Known.class);
      }
      assertThat(bad).as("one HEAD and one GET for each").hasValue(2 * BAD);
      assertThat(outages.open()).isZero();
    } finally {
      workers.shutdownNow();
    }
  }

  private static Identified identify(IdentifyHandler handler, String uri)
      throws InterruptedException {
    IdentifyTask task = new IdentifyTask(new Location(uri, null), "0123456789abcdef", 1, 1, null);
    return Json.readOwn(handler.handle(Json.write(task)), Identified.class);
  }

  /** Answers as S3 does for an object that is encrypted with the uploader's key. */
  private void encrypted(HttpExchange exchange) throws IOException {
    bad.incrementAndGet();
    byte[] xml =
        "<?xml version='1.0'?><Error><Code>InvalidRequest</Code><Message>m</Message></Error>"
            .getBytes(US_ASCII);
    boolean head = exchange.getRequestMethod().equals("HEAD");
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", "application/xml");
      exchange.sendResponseHeaders(400, head ? -1 : xml.length);
      if (!head) {
        exchange.getResponseBody().write(xml);
      }
    }
  }

  private static void good(HttpExchange exchange) throws IOException {
    byte[] text = "text".getBytes(US_ASCII);
    boolean head = exchange.getRequestMethod().equals("HEAD");
    try (exchange) {
      exchange.getResponseHeaders().set("ETag", "\"e\"");
      exchange.getResponseHeaders().set("Content-Length", String.valueOf(text.length));
      exchange.sendResponseHeaders(200, head ? -1 : text.length);
      if (!head) {
        exchange.getResponseBody().write(text);
      }
    }
  }
}
