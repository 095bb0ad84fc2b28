/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.worker;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ocrstream.content.Attempts;
import io.ocrstream.content.ContentLimits;
import io.ocrstream.content.Fetched;
import io.ocrstream.content.TestCertificate;
import io.ocrstream.content.https.TestHttpsServer;
import io.ocrstream.content.schemes.ContentStores;
import io.ocrstream.contracts.Location;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.RetryPolicy;
import io.ocrstream.resilience.BreakerRules;
import io.ocrstream.resilience.Breakers;
import io.ocrstream.resilience.OutageGate;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests that, while one object store answers 503, the tasks that need it are held and none fails,
 * the store gets few requests, another store is read as usual, and everything is read after the
 * outage.
 *
 * <p>Method: two real servers with TLS, real stores, and as many threads as slots.
 */
class StoreOutageTest {
  private static final int SLOTS = 4;
  private static final int TASKS = 40;

  /** Number of tasks that may test at once whether the store is back. */
  private static final int TRIALS = 2;

  private static final int ATTEMPTS = 2;
  private static final BreakerRules RULES = new BreakerRules(4, 80, Duration.ofSeconds(1));

  /** Long enough for each slot to try once before one of them tries again. */
  private static final Duration BACKOFF = Duration.ofSeconds(3);

  @TempDir private Path folder = Path.of("");
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final AtomicInteger refused = new AtomicInteger();
  private volatile boolean down = true;

  @Test
  void shouldFailNothingWhenAStoreIsOutAndComesBack() throws Exception {
    TestCertificate certificate = TestCertificate.make(folder);
    ExecutorService slots = Executors.newFixedThreadPool(SLOTS);
    try (TestHttpsServer ill = new TestHttpsServer(certificate);
        TestHttpsServer well = new TestHttpsServer(certificate);
        ContentStores stores =
            ContentStores.open(
                ContentLimits.hosts(certificate.pem(), ill.host(), well.host()),
                folder.resolve("work"))) {
      String there = ill.answer("/ill/", this::sometimes);
      String fine = well.answer("/well/", StoreOutageTest::always);
      RetryingContent content = content(stores);
      List<Future<Outcome<Fetched>>> tasks = new ArrayList<>();
      for (int i = 0; i < TASKS; i++) {
        Location place = new Location(there + i, null);
        tasks.add(slots.submit(() -> content.fetch(place)));
      }
      await("tasks are held, but for those that try").until(() -> held() >= SLOTS - TRIALS);
      assertThat(meters.get("ocr.breaker.state").tag("of", "content").gauge().value()).isPositive();
      read(content.fetch(new Location(fine, null)));
      refused.set(0);
      await("tasks are held on")
          .during(Duration.ofSeconds(1))
          .until(() -> tasks.stream().noneMatch(Future::isDone));
      assertThat(refused).as("requests of a second while it is out").hasValueLessThan(30);

      down = false;
      for (Future<Outcome<Fetched>> task : tasks) {
        read(task.get());
      }
      assertThat(held()).isZero();
    } finally {
      slots.shutdownNow();
    }
  }

  private RetryingContent content(ContentStores stores) {
    Breakers breakers = new Breakers(Breakers.Kind.CONTENT, RULES, meters, Clock.systemUTC());
    return new RetryingContent(
        stores,
        Attempts.of(new RetryPolicy(ATTEMPTS, BACKOFF, BACKOFF)),
        new OutageGate(breakers, Duration.ofSeconds(50), meters));
  }

  private static void always(HttpExchange exchange) throws IOException {
    try (exchange) {
      TestHttpsServer.respond(exchange, "text".getBytes(US_ASCII));
    }
  }

  private void sometimes(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (down) {
        refused.incrementAndGet();
        exchange.sendResponseHeaders(503, -1);
      } else {
        TestHttpsServer.respond(exchange, "text".getBytes(US_ASCII));
      }
    }
  }

  private int held() {
    return (int) meters.get("ocr.tasks.held").tag("of", "content").gauge().value();
  }

  private static void read(Outcome<Fetched> fetched) {
    fetched.value().orElseThrow().close();
  }
}
