/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone.scenario;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Compares events with answers, from the topics alone, after the system has stopped writing. */
final class Audit implements AutoCloseable {
  private final Ledger ledger;

  /** Reads the topics from beginning to end. */
  Audit(TestCluster cluster) {
    ledger =
        cluster.ledger(
            "ocr.documents",
            "ocr.results",
            "ocr.failures",
            "ocr.dead-letters",
            "ocr.identify",
            "ocr.identified",
            "ocr.recognise",
            "ocr.recognised");
    ledger.catchUp();
  }

  /** Asserts that every event has exactly one answer, and that nothing else was answered. */
  Audit everyEventIsAnsweredOnce() {
    List<String> asked =
        ledger.of("ocr.documents").stream()
            .map(record -> Answer.json(record.value()).get("event_id").textValue())
            .toList();
    assertThat(ledger.answers().stream().map(Answer::eventId))
        .containsExactlyInAnyOrderElementsOf(asked);
    assertThat(ledger.of("ocr.dead-letters")).isEmpty();
    return this;
  }

  /** Asserts that all answers are results with the hash of the bytes at their URI. */
  Audit everyHashIsRight() throws IOException {
    Map<String, String> hashes = new HashMap<>();
    for (Answer answer : ledger.answers()) {
      assertThat(answer.isResult()).as("%s", answer.json()).isTrue();
      String uri = answer.json().get("uri").textValue();
      if (!hashes.containsKey(uri)) {
        hashes.put(uri, "sha256:" + sha256(Files.readAllBytes(Path.of(URI.create(uri)))));
      }
      assertThat(answer.contentHash()).isEqualTo(hashes.get(uri));
    }
    return this;
  }

  /** Asserts that equal content has byte-identical payloads. */
  Audit equalContentHasEqualPayload() {
    Map<String, Set<String>> payloads =
        results().stream()
            .collect(groupingBy(Answer::contentHash, mapping(Answer::payload, toSet())));
    assertThat(payloads).allSatisfy((hash, distinct) -> assertThat(distinct).hasSize(1));
    return this;
  }

  /** Asserts that every result has the text of its page. */
  Audit everyTextIs(String text) {
    assertThat(results().stream().map(Answer::text).distinct()).containsExactly(text);
    return this;
  }

  /** Returns the number of results from a source. */
  long results(String source) {
    return results().stream().filter(answer -> source.equals(answer.source())).count();
  }

  /** Returns the number of completions from an engine. Aborted runs publish none. */
  long engineRuns() {
    return ledger.of("ocr.recognised").stream()
        .map(record -> Answer.json(record.value()))
        .filter(Audit::isEngineRun)
        .count();
  }

  private static boolean isEngineRun(JsonNode completion) {
    return completion.path("outcome").asText().equals("read")
        && !completion.path("from_cache").asBoolean();
  }

  /** Returns the number of tasks that were sent. */
  int tasks(String topic) {
    return ledger.of(topic).size();
  }

  /**
   * The work that events of one content caused.
   *
   * @param answered number of them with an answer
   * @param doubled answers beyond one each
   * @param readings completions that came from an engine
   * @param completions all completions; further ones are late and dropped
   * @param sendings recognition tasks sent
   */
  record Row(int answered, int doubled, int readings, int completions, int sendings) {}

  /** Counts what was done for {@code events}, all of which have the content {@code hash}. */
  Row row(Collection<String> events, String hash) {
    List<String> answers =
        ledger.answers().stream().map(Answer::eventId).filter(events::contains).toList();
    int answered = Set.copyOf(answers).size();
    List<JsonNode> completions =
        of("ocr.recognised", hash).map(record -> Answer.json(record.value())).toList();
    return new Row(
        answered,
        answers.size() - answered,
        (int) completions.stream().filter(Audit::isEngineRun).count(),
        completions.size(),
        (int) of("ocr.recognise", hash).count());
  }

  /** Returns the number of identifications of that content. */
  long identified(String hash) {
    return ledger.of("ocr.identified").stream()
        .map(record -> Answer.json(record.value()).path("key").asText())
        .filter(key -> key.startsWith(hash.substring("sha256:".length())))
        .count();
  }

  private Stream<ConsumerRecord<byte[], byte[]>> of(String topic, String hash) {
    String digits = hash.substring("sha256:".length());
    return ledger.of(topic).stream()
        .filter(record -> new String(record.key(), US_ASCII).startsWith(digits));
  }

  private List<Answer> results() {
    return ledger.answers().stream().filter(Answer::isResult).toList();
  }

  /** Returns 64 hex digits. */
  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    ledger.close();
  }
}
