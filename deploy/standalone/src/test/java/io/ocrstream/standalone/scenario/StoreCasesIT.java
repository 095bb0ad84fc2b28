/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ocrstream.content.s3.LiteralS3;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests what users of object stores have reported, from the notification to the answer: keys that a
 * store does not encode, archived and encoded objects, entity tags that are cut off, byte order
 * marks, and unreadable objects beside readable ones. The store's settings are the defaults.
 */
class StoreCasesIT {
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final int BAD = 20;

  @TempDir private static Path folder = Path.of("unset");
  private static TestCluster cluster;
  private static LiteralS3 store;

  @BeforeAll
  static void start() throws Exception {
    store = new LiteralS3();
    Map<String, String> settings =
        Map.of(
            "ocr.content.s3-buckets", "uploads,other",
            "ocr.content.s3-endpoint", store.endpoint(),
            "ocr.content.s3-path-style", "true",
            "ocr.content.s3-region", "us-east-1");
    System.setProperty("aws.accessKeyId", "someone");
    System.setProperty("aws.secretAccessKey", "secret");
    cluster = TestCluster.start(folder, settings);
    cluster.processor("processor");
    cluster.worker("worker");
  }

  @AfterAll
  static void stop() {
    try (TestCluster stopped = cluster;
        Audit audit = stopped.audit()) {
      audit.everyTextIs(Pages.LINE);
    } finally {
      store.close();
      System.clearProperty("aws.accessKeyId");
      System.clearProperty("aws.secretAccessKey");
    }
  }

  /** With the default patience in outages, bad objects that counted as one would take minutes. */
  @Test
  void shouldAnswerGoodObjectsWhenTwentyOfAnotherBucketAreRefused() throws Exception {
    List<String> refused = new ArrayList<>();
    for (int i = 0; i < BAD; i++) {
      store.error("other/sse%d.png".formatted(i), 400, "InvalidRequest", Map.of());
      refused.add(cluster.uploads().publish("s3://other/sse%d.png".formatted(i)));
    }
    Map<String, byte[]> good = new HashMap<>();
    for (int i = 50; i < 53; i++) {
      byte[] page = put("uploads/good%d.png".formatted(i), i);
      good.put(cluster.uploads().publish("s3://uploads/good%d.png".formatted(i)), page);
    }
    cluster.awaitAnswers(good.keySet());
    cluster.awaitAnswers(refused);

    good.forEach((event, page) -> checkRead(cluster.ledger().answer(event), page));
    for (String event : refused) {
      Answer answer = cluster.ledger().answer(event);
      assertThat(answer.code()).isEqualTo("FETCH_REFUSED");
      assertThat(answer.json().path("retryable").booleanValue()).isFalse();
      assertThat(answer.json().path("attempts").intValue()).isEqualTo(1);
    }
  }

  @Test
  void shouldReadTheNamedObjectWhenItsStoreDoesNotEncodeKeys() throws Exception {
    byte[] plus = put("uploads/a+b.png", 10);
    byte[] percent = put("uploads/100% done.png", 11);
    byte[] escaped = put("uploads/rep%20ort.png", 12);
    // What the keys name if they are decoded.
    put("uploads/a b.png", 20);
    put("uploads/rep ort.png", 21);

    for (String key : List.of("a+b.png", "100% done.png", "rep%20ort.png")) {
      notify("ceph:s3", "ObjectCreated:Put", key, "");
    }
    checkRead(awaitAnswer("s3://uploads/a%2Bb.png", 1), plus);
    checkRead(awaitAnswer("s3://uploads/100%25%20done.png", 1), percent);
    checkRead(awaitAnswer("s3://uploads/rep%2520ort.png", 1), escaped);
  }

  @Test
  void shouldSayThatAnObjectIsArchivedAndReadItWhenItIsRestored() throws Exception {
    store.error("uploads/cold.png", 403, "InvalidObjectState", Map.of());
    notify("aws:s3", "ObjectCreated:Put", "cold.png", "");
    Answer archived = awaitAnswer("s3://uploads/cold.png", 1);
    assertThat(archived.code()).isEqualTo("OBJECT_ARCHIVED");

    byte[] page = put("uploads/cold.png", 30);
    notify("aws:s3", "ObjectRestore:Completed", "cold.png", "");
    checkRead(awaitAnswer("s3://uploads/cold.png", 2), page);
  }

  @Test
  void shouldReadTheDocumentWhenItIsStoredGzipped() throws Exception {
    byte[] page = Pages.line(40);
    ByteArrayOutputStream gzipped = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(gzipped)) {
      gzip.write(page);
    }
    store.object(
        "uploads/gz.png",
        Map.of("ETag", "\"gz\"", "Content-Encoding", "gzip"),
        gzipped.toByteArray());
    notify("aws:s3", "ObjectCreated:Put", "gz.png", "");
    checkRead(awaitAnswer("s3://uploads/gz.png", 1), page);
  }

  /** Such an entity tag cannot be told from that of another state of the object. */
  @Test
  void shouldSayThatTheObjectChangedWhenTheEntityTagIsCutOff() throws Exception {
    String etag = "mtime-d7x7np2kvchs-ino-5vn";
    store.object("uploads/noobaa.png", Map.of("ETag", '"' + etag + '"'), Pages.line(41));
    notify("noobaa:s3", "ObjectCreated:Put", "noobaa.png", etag.substring(1, etag.length() - 1));
    Answer cut = awaitAnswer("s3://uploads/noobaa.png", 1);
    assertThat(cut.code()).isEqualTo("OBJECT_CHANGED");
    assertThat(cut.json().path("retryable").booleanValue()).isFalse();
  }

  @Test
  void shouldAnswerAnEventWithAByteOrderMark() throws Exception {
    byte[] page = put("uploads/bom.png", 42);
    publish("\uFEFF{\"event_id\":\"bom\",\"uri\":\"s3://uploads/bom.png\"}");
    checkRead(awaitAnswer("s3://uploads/bom.png", 1), page);
  }

  private static byte[] put(String path, int number) {
    byte[] page = Pages.line(number);
    store.object(path, Map.of("ETag", "\"e%d\"".formatted(number)), page);
    return page;
  }

  private static void notify(String source, String event, String key, String etag)
      throws Exception {
    publish(
        """
        {"Records": [{"eventVersion": "2.1", "eventSource": "%s", "awsRegion": "us-east-1",
          "eventTime": "2026-01-02T03:04:05.678Z", "eventName": "%s",
          "s3": {"s3SchemaVersion": "1.0", "bucket": {"name": "uploads"},
            "object": {"key": "%s", "eTag": "%s", "versionId": ""}}}]}
        """
            .formatted(source, event, key, etag));
  }

  private static void publish(String event) throws Exception {
    cluster.uploads().publishBytes(event.getBytes(UTF_8));
    cluster.uploads().flush();
  }

  /** Waits for {@code count} answers for a location, and returns the result, if there is one. */
  private static Answer awaitAnswer(String uri, int count) {
    await(uri)
        .atMost(PATIENCE)
        .until(
            () -> {
              cluster.ledger().poll();
              return answers(uri).size() >= count;
            });
    assertThat(answers(uri)).hasSize(count);
    return answers(uri).get(0);
  }

  private static List<Answer> answers(String uri) {
    return cluster.ledger().answers().stream()
        .filter(answer -> answer.json().path("uri").asText().equals(uri))
        .toList();
  }

  private static void checkRead(Answer answer, byte[] document) {
    assertThat(answer.isResult()).as("%s", answer.json()).isTrue();
    assertThat(answer.contentHash()).isEqualTo("sha256:" + Audit.sha256(document));
  }
}
