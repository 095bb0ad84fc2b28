/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone.scenario;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests that confidential data appears only where it belongs: a document's text and name, and
 * secrets of the configuration, are searched in all output of processors and workers that run as in
 * production.
 */
class CanaryIT {

  /** A word of the document. */
  private static final String TEXT = Pages.LINE.split(" ", -1)[1];

  /** A part of its URI. */
  private static final String NAME = "canary-4711";

  private static final String TENANT = "tenant-4711";

  private static final String ENCRYPTION_KEY = secret(1, 32);
  private static final String TENANT_KEY = secret(2, 33);
  private static final int HEADER_BYTES = 20;

  /** Topics whose values may contain the text: answers and their sources. */
  private static final List<String> TEXTS = List.of("ocr.results", "ocr.recognised");

  private static final List<String> OTHERS =
      List.of(
          "ocr.failures",
          "ocr.dead-letters",
          "ocr.identify",
          "ocr.identified",
          "ocr.recognise",
          "ocr.stats");

  @TempDir private Path folder = Path.of("unset");

  @Test
  void shouldKeepConfidencesWhereTheyBelong() throws Exception {
    Map<String, String> secrets =
        Map.of(
            "ocr.cache.encryption-keys",
            "canary:" + ENCRYPTION_KEY,
            "ocr.cache.tenant-key",
            TENANT_KEY,
            "ocr.engine.name",
            "auto",
            "ocr.engine.isolation",
            "process",
            "ocr.worker.recognise-slots",
            "1");
    try (TestCluster cluster = TestCluster.start(folder, secrets)) {
      ChildRole processor = cluster.child("processor", "processor", Map.of());
      ChildRole worker = cluster.child("worker", "worker", Map.of());
      processor.awaitRunning();
      worker.awaitRunning();
      use(cluster);

      Map<String, String> seen = new LinkedHashMap<>();
      seen.put("metrics of the processor", processor.metrics());
      seen.put("metrics of the worker", worker.metrics());
      seen.put("Redis", redis(cluster));
      cluster.stopRoles();
      seen.put("log of the processor", processor.log());
      seen.put("log of the worker", worker.log());
      try (Ledger ledger = ledger(cluster)) {
        assertThat(values(ledger, TEXTS)).contains(TEXT);
        assertThat(values(ledger, OTHERS)).doesNotContain(TEXT);
        seen.put("headers", headers(ledger));
        seen.put("all topics", values(ledger, TEXTS) + values(ledger, OTHERS));
      }
      assertConfidential(seen);
    }
  }

  /**
   * Causes a miss, a hit, a tenant's answer, a failure of the document, one of the place, and a
   * dead letter.
   */
  private static void use(TestCluster cluster) throws Exception {
    byte[] page = Pages.line(1);
    UploadEvents uploads = cluster.uploads();
    String good = uploads.put(NAME + ".png", page);
    String bad = uploads.put(NAME + "-cut.png", Arrays.copyOf(page, HEADER_BYTES));
    String hash = "sha256:" + Audit.sha256(page);
    List<String> ids = new ArrayList<>();
    ids.add(uploads.publish(good));
    cluster.awaitAnswers(ids);
    ids.add(uploads.publish(good, hash));
    ids.add(uploads.publish(bad));
    ids.add(uploads.publish(good + "-missing.png", "sha256:" + "0".repeat(64)));
    uploads.publishBytes(("{\"uri\": \"" + NAME).getBytes(UTF_8));
    uploads.publishBytes(
        """
        {"event_id": "of-a-tenant", "document_id": "page", "uri": "%s", "tenant": "%s"}
        """
            .formatted(good, TENANT)
            .getBytes(UTF_8));
    ids.add("of-a-tenant");
    cluster.awaitAnswers(ids);
  }

  private static void assertConfidential(Map<String, String> seen) {
    assertThat(seen).allSatisfy((where, what) -> assertThat(what).as(where).isNotEmpty());
    assertThat(seen)
        .allSatisfy(
            (where, what) -> assertThat(what).as(where).doesNotContain(ENCRYPTION_KEY, TENANT_KEY));
    Map<String, String> open = new LinkedHashMap<>(seen);
    open.remove("all topics");
    assertThat(open)
        .allSatisfy((where, what) -> assertThat(what).as(where).doesNotContain(TEXT, NAME, TENANT));
  }

  private static String redis(TestCluster cluster) throws Exception {
    StringBuilder all = new StringBuilder();
    try (RedisProtocol redis = new RedisProtocol(cluster.redis().port())) {
      for (String key : redis.keys()) {
        all.append(key).append(' ').append(redis.get(key)).append('\n');
      }
    }
    return all.toString();
  }

  private static Ledger ledger(TestCluster cluster) {
    List<String> topics = new ArrayList<>(TEXTS);
    topics.addAll(OTHERS);
    Ledger ledger = cluster.ledger(topics.toArray(String[]::new));
    ledger.catchUp();
    return ledger;
  }

  private static String values(Ledger ledger, List<String> topics) {
    return topics.stream()
        .flatMap(topic -> ledger.of(topic).stream())
        .map(record -> new String(record.value(), UTF_8))
        .collect(Collectors.joining("\n"));
  }

  private static String headers(Ledger ledger) {
    List<String> topics = new ArrayList<>(TEXTS);
    topics.addAll(OTHERS);
    return topics.stream()
        .flatMap(topic -> ledger.of(topic).stream())
        .map(CanaryIT::headers)
        .collect(Collectors.joining("\n"));
  }

  private static String headers(ConsumerRecord<byte[], byte[]> record) {
    return StreamSupport.stream(record.headers().spliterator(), false)
        .map(header -> header.key() + "=" + new String(header.value(), ISO_8859_1))
        .collect(Collectors.joining("\n"));
  }

  private static String secret(long seed, int bytes) {
    byte[] secret = new byte[bytes];
    new Random(seed).nextBytes(secret);
    return Base64.getEncoder().encodeToString(secret);
  }
}
