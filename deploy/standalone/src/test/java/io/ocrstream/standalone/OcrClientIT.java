/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ocrstream.client.AnswerStream;
import io.ocrstream.client.FolderStore;
import io.ocrstream.client.OcrAnswer;
import io.ocrstream.client.OcrClient;
import io.ocrstream.client.OcrDocument;
import io.ocrstream.client.RequestOptions;
import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.KafkaNames;
import io.ocrstream.contracts.Topic;
import io.ocrstream.contracts.UploadEvent;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client module over a real Kafka. */
class OcrClientIT {
  @TempDir private static Path data = Path.of("unset");
  private static final EchoPipeline PIPELINE = new EchoPipeline();
  private static EmbeddedStack stack;

  @TempDir private Path folder = Path.of("unset");

  @BeforeAll
  static void start() throws Exception {
    stack = EmbeddedStack.start(data, Map.of(), PIPELINE);
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  @Test
  void shouldAnswerEveryDocumentAndReadEachAnswerOnceInAGroup() throws Exception {
    byte[] bytes = "a scan".getBytes(UTF_8);
    RequestOptions options = RequestOptions.DEFAULTS.withTag("till 3");
    List<OcrAnswer> answers = new ArrayList<>();
    try (OcrClient client =
        OcrClient.builder(stack.clients()).store(new FolderStore(folder)).connect()) {
      List<CompletionStage<OcrAnswer>> submitted =
          List.of(
              client.submit(OcrDocument.bytes("letter.png", bytes), options),
              client.submit(OcrDocument.at("file:///other.twice"), options),
              client.submit(OcrDocument.at("file:///broken.bad"), options),
              client.submit(
                  OcrDocument.at("file:///never.lost"), options.withTimeout(Duration.ZERO)));
      for (CompletionStage<OcrAnswer> stage : submitted) {
        answers.add(stage.toCompletableFuture().get());
      }
    }

    OcrAnswer.Read read = (OcrAnswer.Read) answers.get(0);
    assertThat(read.payload().text()).isEqualTo("text of letter.png");
    assertThat(read.result().tag()).isEqualTo("till 3");
    assertThat(read.result().contentHash()).isEqualTo(ContentHash.ofBytes(bytes));
    try (var stored = Files.list(folder)) {
      assertThat(stored.map(file -> file.toUri().toString())).containsExactly(read.result().uri());
    }
    assertThat(answers.get(1)).isInstanceOf(OcrAnswer.Read.class);
    assertThat(((OcrAnswer.Failed) answers.get(2)).failure().code()).isEqualTo(FailureCode.CORRUPT);
    assertThat(((OcrAnswer.Unknown) answers.get(3)).reason()).isEqualTo(OcrAnswer.Reason.TIMED_OUT);
    assertThat(PIPELINE.events).extracting(UploadEvent::deadline).doesNotContainNull();

    List<String> expected =
        answers.subList(0, 3).stream().map(OcrAnswer::eventId).sorted().toList();
    assertThat(received(3)).isEqualTo(expected);
  }

  /* The second answer of .twice is among the records, and omitted. */
  private static List<String> received(int answers) {
    List<String> ids = new ArrayList<>();
    try (AnswerStream stream = AnswerStream.open(stack.clients(), "billing").deduplicate()) {
      for (OcrAnswer answer : stream) {
        ids.add(answer.eventId());
        if (ids.size() == answers) {
          break;
        }
      }
    }
    return ids.stream().sorted().toList();
  }

  @Test
  void shouldNameTheTopicThatIsMissing() throws Exception {
    KafkaNames absent = new KafkaNames("absent.");
    try (Admin admin = Admin.create(stack.clients())) {
      assertMissing(absent, Topic.RESULTS);
      admin.createTopics(List.of(new NewTopic(absent.of(Topic.RESULTS), 1, (short) 1))).all().get();
      // A broker may learn of a new topic some time after the controller has created it.
      await().untilAsserted(() -> assertMissing(absent, Topic.FAILURES));
    }
  }

  private static void assertMissing(KafkaNames names, Topic topic) {
    assertThatThrownBy(() -> OcrClient.builder(stack.clients()).names(names).connect())
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("topic " + names.of(topic) + " is missing")
        .hasMessageContaining("ocr topics create");
  }
}
