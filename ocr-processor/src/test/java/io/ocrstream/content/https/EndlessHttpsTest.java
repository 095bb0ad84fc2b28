/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content.https;

import static io.ocrstream.content.ContentContractTest.at;
import static io.ocrstream.content.ContentContractTest.bytes;
import static io.ocrstream.content.ContentContractTest.problem;
import static io.ocrstream.content.ContentContractTest.seen;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpHandler;
import io.ocrstream.content.Content;
import io.ocrstream.content.ContentLimits;
import io.ocrstream.content.Fetched;
import io.ocrstream.content.TestCertificate;
import io.ocrstream.content.WorkFolders;
import io.ocrstream.content.schemes.ContentStores;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests hosts that send too much, too slowly, or nothing more. */
class EndlessHttpsTest {
  @TempDir private static Path tlsDir;
  @TempDir private Path workDir;
  private static TestCertificate certificate;
  private static TestHttpsServer server;
  private Content content;

  @BeforeAll
  static void start() throws IOException {
    certificate = TestCertificate.make(tlsDir);
    server = new TestHttpsServer(certificate);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void open() throws IOException {
    content = ContentStores.open(limits(), workDir);
  }

  @AfterEach
  void close() {
    content.close();
  }

  private FailureCode fetchRefusal(String uri) {
    return problem(content.fetch(at(uri))).code();
  }

  private static ContentLimits limits() {
    return ContentLimits.hosts(certificate.pem(), server.host());
  }

  /** Returns a handler that sends one byte, then nothing until the test ends. */
  private static HttpHandler silent(CountDownLatch over) {
    return exchange -> {
      try (exchange) {
        exchange.sendResponseHeaders(200, 1000);
        exchange.getResponseBody().write(1);
        exchange.getResponseBody().flush();
        over.await(60, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    };
  }

  /**
   * Returns a handler that sends a byte every few milliseconds, so that no single read waits long.
   */
  private static HttpHandler trickling(CountDownLatch over) {
    return exchange -> {
      try (exchange) {
        exchange.sendResponseHeaders(200, 90_000);
        while (!over.await(5, TimeUnit.MILLISECONDS)) {
          exchange.getResponseBody().write(1);
          exchange.getResponseBody().flush();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    };
  }

  @Test
  void shouldCutWhenTheServerTricklesBeyondTheTotalTime() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    String uri = server.answer("/trickle", trickling(over));
    ContentLimits quick = limits().within(Duration.ofSeconds(10), Duration.ofMillis(700));
    try (Content impatient = ContentStores.open(quick, workDir)) {
      Problem problem = problem(impatient.fetch(at(uri)));
      assertThat(problem.code()).isEqualTo(FailureCode.FETCH_FAILED);
      assertThat(problem.message()).contains("within 700ms");
      await("no file is left").until(() -> WorkFolders.documents(workDir).isEmpty());
    } finally {
      over.countDown();
    }
  }

  @Test
  void shouldCutWhenTheServerFallsSilent() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    String uri = server.answer("/silent", silent(over));
    ContentLimits quick = limits().within(Duration.ofMillis(400), Duration.ofSeconds(30));
    try (Content impatient = ContentStores.open(quick, workDir)) {
      Problem problem = problem(impatient.fetch(at(uri)));
      assertThat(problem.code()).isEqualTo(FailureCode.FETCH_FAILED);
      assertThat(problem.message()).contains("sent nothing for 400ms");
      await("no file is left").until(() -> WorkFolders.documents(workDir).isEmpty());
    } finally {
      over.countDown();
    }
  }

  @Test
  void shouldEndSoonWhenTheReaderIsInterrupted() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    String uri = server.answer("/interrupted", silent(over));
    List<Boolean> flags = Collections.synchronizedList(new ArrayList<>());
    CompletableFuture<Outcome<Fetched>> fetched = new CompletableFuture<>();
    Thread reader =
        new Thread(
            () -> {
              fetched.complete(content.fetch(at(uri)));
              flags.add(Thread.currentThread().isInterrupted());
            });
    reader.start();
    try {
      await("a file is begun").until(() -> !WorkFolders.documents(workDir).isEmpty());
      reader.interrupt();
      assertThat(problem(fetched.get(3, TimeUnit.MINUTES)).code())
          .isEqualTo(FailureCode.FETCH_FAILED);
      reader.join();
      assertThat(flags).containsExactly(true);
      await("no file is left").until(() -> WorkFolders.documents(workDir).isEmpty());
    } finally {
      over.countDown();
    }
  }

  @Test
  void shouldFailWhenTheHostSendsHeadersWithoutEnd() {
    String uri =
        server.answer(
            "/headers",
            exchange -> {
              try (exchange) {
                for (int i = 0; i <= HttpsRequests.MAX_HEADERS; i++) {
                  exchange.getResponseHeaders().add("X-" + i, "a");
                }
                exchange.sendResponseHeaders(200, -1);
              }
            });
    assertThat(fetchRefusal(uri)).isEqualTo(FailureCode.FETCH_FAILED);
  }

  @Test
  void shouldFailWhenTheHostSendsAHeaderLineWithoutEnd() throws IOException {
    // A header line is its name, a colon, a space, its value and a line end.
    int most = HttpsRequests.MAX_LINE - "X: \r\n".length();
    String borne = withHeader(most);
    assertThat(seen(content.inspect(at(borne))).location().uri()).isEqualTo(borne);
    assertThat(fetchRefusal(withHeader(most + 1))).isEqualTo(FailureCode.FETCH_FAILED);
  }

  private String withHeader(int chars) {
    return server.answer(
        "/line/" + chars,
        exchange -> {
          try (exchange) {
            exchange.getResponseHeaders().add("X", "a".repeat(chars));
            exchange.sendResponseHeaders(200, 1);
            exchange.getResponseBody().write('a');
          }
        });
  }

  /** Without Content-Length and end of body, only the bytes that were read can exceed the limit. */
  @Test
  void shouldStopReadingWhenAnUnannouncedBodyPassesTheLimit() throws Exception {
    String uri =
        server.answer(
            "/endless",
            exchange -> {
              try (exchange) {
                exchange.sendResponseHeaders(200, 0);
                while (true) {
                  exchange.getResponseBody().write(bytes(8192));
                }
              }
            });
    assertThat(fetchRefusal(uri)).isEqualTo(FailureCode.TOO_LARGE);
    assertThat(WorkFolders.documents(workDir)).isEmpty();
  }
}
