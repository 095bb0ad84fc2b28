/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ocrstream.embedded.FaultyStore;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests an object store that answers 503 for many times as long as the breaker stays open, and then
 * recovers: tasks are held and do not fail, the worker reports it, hits continue, and everything is
 * answered in the end.
 */
class StoreOutageIT {
  private static final String BUCKET = "uploads";
  private static final int DOCUMENTS = 8;
  private static final Duration BREAKER_OPEN = Duration.ofSeconds(1);

  private static final Map<String, String> CREDENTIALS =
      Map.of("AWS_ACCESS_KEY_ID", "someone", "AWS_SECRET_ACCESS_KEY", "secret");

  @TempDir private Path folder = Path.of("unset");

  private final Map<String, byte[]> objects = new ConcurrentHashMap<>();

  @AfterEach
  void forgetCredentials() {
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
  }

  @Test
  void shouldHoldTasksAndAnswerThemWhenTheStoreIsBack() throws Exception {
    holdsTasks(5, StoreOutageIT::worker);
  }

  @Tag("faults")
  @Test
  void shouldHoldTasksAndAnswerThemWhenTheStoreIsBackAfterLong() throws Exception {
    holdsTasks(8, StoreOutageIT::launched);
  }

  /** Starts a worker, and returns how to ask for its health. */
  @FunctionalInterface
  private interface Start {
    Health in(TestCluster cluster) throws Exception;
  }

  /** Asks a worker for its health. */
  @FunctionalInterface
  private interface Health {
    HttpResponse<String> get() throws Exception;
  }

  /** Starts a worker in this JVM. */
  private static Health worker(TestCluster cluster) throws Exception {
    System.setProperty("aws.accessKeyId", "someone");
    System.setProperty("aws.secretAccessKey", "secret");
    ObservedWorker worker = ObservedWorker.start(cluster, "worker");
    return () -> worker.get("/health/ready");
  }

  /** Starts a worker as the launcher does. */
  private static Health launched(TestCluster cluster) throws Exception {
    ChildRole worker =
        cluster.child(ChildRole.Program.LAUNCHER.with(CREDENTIALS), "worker", "worker");
    worker.awaitRunning();
    return () -> worker.get("/health/ready");
  }

  /** Lets several trials of the breaker pass, all of which fail. */
  private void holdsTasks(int trials, Start start) throws Exception {
    try (FaultyStore store = new FaultyStore(objects::get);
        TestCluster cluster = TestCluster.start(folder, settings(store))) {
      cluster.processor("processor");
      Health worker = start.in(cluster);
      Map<String, String> hashes = new LinkedHashMap<>();
      String first = publish(cluster, 0, true, hashes);
      cluster.awaitAnswers(List.of(first));

      store.setMood(FaultyStore.Mood.UNAVAILABLE);
      List<String> held = new ArrayList<>();
      for (int number = 1; number <= DOCUMENTS; number++) {
        held.add(publish(cluster, number, number % 2 == 0, hashes));
      }
      cluster.uploads().flush();
      await("tasks are held").until(() -> worker.get().body().contains("1 unavailable, "));
      assertThat(worker.get().statusCode()).as("a degraded worker stays ready").isEqualTo(200);
      assertThat(worker.get().body()).contains("\"status\":\"degraded\"").contains("tasks held");
      cluster.ledger().poll(BREAKER_OPEN.multipliedBy(trials));
      String hit = publish(cluster, 0, true, hashes);
      cluster.awaitAnswers(List.of(hit));
      assertThat(cluster.ledger().answer(hit).source()).isEqualTo("cache");
      assertThat(cluster.ledger().answered())
          .as("in the outage")
          .containsExactlyInAnyOrder(first, hit);
      assertThat(worker.get().body()).contains("1 unavailable, ");

      store.setMood(FaultyStore.Mood.WELL);
      cluster.awaitAnswers(held);
      await("it is well")
          .until(() -> worker.get().body().contains("\"object-stores\":{\"status\":\"up\""));
      hashes.forEach(
          (event, hash) ->
              assertThat(cluster.ledger().answer(event).contentHash()).as(event).isEqualTo(hash));
      try (Audit audit = cluster.audit()) {
        audit.everyEventIsAnsweredOnce().everyTextIs(Pages.LINE);
        assertThat(audit.engineRuns()).isEqualTo(DOCUMENTS + 1L);
        assertThat(audit.tasks("ocr.recognise"))
            .as("nothing is sent again")
            .isEqualTo(DOCUMENTS + 1);
        assertThat(audit.tasks("ocr.identify")).isEqualTo(DOCUMENTS / 2);
      }
    }
  }

  private static Map<String, String> settings(FaultyStore store) {
    return Map.ofEntries(
        Map.entry("ocr.content.s3-buckets", BUCKET),
        Map.entry("ocr.content.s3-endpoint", store.endpoint()),
        Map.entry("ocr.content.s3-path-style", "true"),
        Map.entry("ocr.content.s3-region", "us-east-1"),
        Map.entry("ocr.topics.lock-duration", "2s"),
        Map.entry("ocr.processor.loss-grace", "1s"),
        Map.entry("ocr.processor.loss-check-interval", "200ms"),
        Map.entry("ocr.worker.breaker-window", "4"),
        Map.entry("ocr.worker.breaker-open", BREAKER_OPEN.toSeconds() + "s"),
        Map.entry("ocr.worker.fetch-attempts", "10"),
        Map.entry("ocr.worker.fetch-backoff", "50ms"));
  }

  private String publish(
      TestCluster cluster, int number, boolean claims, Map<String, String> hashes) {
    byte[] page = Pages.line(number);
    objects.put("%s/page-%d.png".formatted(BUCKET, number), page);
    String hash = "sha256:" + Audit.sha256(page);
    @Nullable String claimed = claims ? hash : null;
    String event =
        cluster.uploads().publish("s3://%s/page-%d.png".formatted(BUCKET, number), claimed);
    hashes.put(event, hash);
    return event;
  }
}
