/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.ocrstream.config.OpsConfig;
import io.ocrstream.config.loader.SettingsLoader;
import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Problem;
import io.ocrstream.contracts.Result;
import io.ocrstream.ops.AccessFilter;
import io.ocrstream.ops.Health;
import io.ocrstream.ops.HealthCheck;
import io.ocrstream.ops.OpsServer;
import io.ocrstream.ops.ServerLimits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A web page over HTTP with answers that a test adds, and files that exist only here. */
final class TestWebPage implements AutoCloseable {
  static final String HOST = "Host: localhost";

  /** A position of which the brokers tell nothing. */
  private static final AnswerPosition UNKNOWN = new AnswerPosition(9, 9);

  final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  final AnswerLog answers = new AnswerLog();

  /** Counts the uploads that have begun to be slow. */
  final CountDownLatch taken = new CountDownLatch(Uploads.MAX_AT_ONCE);

  /** Ends slow uploads. */
  final CountDownLatch release = new CountDownLatch(1);

  final Files files = new Files();
  private @Nullable WebPage started;
  private @Nullable OpsServer server;

  /** Files that do not exist, and uploads that are kept here. */
  final class Files implements LocalFiles {
    final List<String> sent = new ArrayList<>();

    @Override
    public Shown picture(Result result, int number) {
      return number == 1
          ? new Picture("image/png", 3, new ByteArrayInputStream("PNG".getBytes(UTF_8)))
          : new Refused(Why.CHANGED, "It has changed.");
    }

    @Override
    public Shown thumbnail(Result result) {
      return new Picture("image/png", 5, new ByteArrayInputStream("SMALL".getBytes(UTF_8)));
    }

    @Override
    public Shown output(Result result, int index) {
      return index == 0
          ? new Picture(
              "application/octet-stream", 4, new ByteArrayInputStream("hOCR".getBytes(UTF_8)))
          : new Refused(Why.MISSING, "None.");
    }

    @Override
    public Sent send(String name, InputStream body) throws IOException, InterruptedException {
      if (name.equals("slow")) {
        taken.countDown();
        release.await();
      }
      byte[] bytes = body.readNBytes((int) maxUploadBytes() + 1);
      if (bytes.length > maxUploadBytes()) {
        return new Refused(Why.TOO_LARGE, "Too large.");
      }
      sent.add(name + ": " + new String(bytes, UTF_8));
      return new Accepted("event of " + name, name, ContentHash.ofBytes(bytes));
    }

    @Override
    public long maxUploadBytes() {
      return 10;
    }
  }

  private final class Known implements Cluster {
    @Override
    public AnswerLog answers() {
      return answers;
    }

    @Override
    public Outcome<byte[]> result(AnswerPosition at) {
      FailureCode why = at.equals(UNKNOWN) ? FailureCode.FETCH_FAILED : FailureCode.NOT_FOUND;
      return answers
          .text(at)
          .map(Outcome::of)
          .orElseGet(() -> Outcome.failed(Problem.of(why, "None")));
    }

    @Override
    public String feed() {
      return "following";
    }

    @Override
    public Map<String, Long> backlog() {
      return Map.of("recognise", 7L);
    }

    @Override
    public Map<String, Long> slots() {
      return Map.of("recognise", 12L);
    }

    @Override
    public void close() {}
  }

  /**
   * Starts the server of the page. Without {@code files}, it shows no pictures and takes no
   * uploads.
   */
  InetSocketAddress start(@Nullable LocalFiles files) throws IOException {
    WebPage page = new WebPage(OpsConfig.WebPage.TEXT, registry, new Known(), files);
    started = page;
    page.checks(List.of(new HealthCheck("redis", () -> Health.degraded("not connected"))));
    OpsServer running =
        OpsServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            Map.of(),
            AccessFilter.of(SettingsLoader.of(Map.of()).ops()),
            page,
            ServerLimits.OPERATORS);
    server = running;
    page.readings(() -> List.of(new ReadingRow("a.pdf", "00ff", 1, 50, 3)));
    return running.address();
  }

  @Override
  public void close() {
    release.countDown();
    if (server != null) {
      server.close();
    }
    if (started != null) {
      started.close();
    }
  }
}
