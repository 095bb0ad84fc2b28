/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads what a run left in its topics, to check it or to export it.
 *
 * <p><b>Threading:</b> one thread.
 */
final class TopicsCheck {
  private static final List<String> EXPORTED =
      List.of("ocr.documents", "ocr.results", "ocr.failures", "ocr.recognised");

  private final String bootstrapServers;
  private final ChaosDocuments documents;

  TopicsCheck(String bootstrapServers, ChaosDocuments documents) {
    this.bootstrapServers = bootstrapServers;
    this.documents = documents;
  }

  /**
   * Checks all answers.
   *
   * @param broken the times of faults
   */
  AnswerCheck.Outcome run(List<EngineBound.Span> broken) {
    AnswerCheck check = new AnswerCheck(documents::truth);
    read("ocr.documents", record -> check.event(record.value()));
    read("ocr.results", record -> check.result(record.value()));
    read("ocr.failures", record -> check.failure(record.value()));
    read("ocr.recognise", record -> check.task());
    read(
        "ocr.recognised",
        r -> check.completion(new String(r.key(), UTF_8), r.value(), r.timestamp()));
    return check.outcome(broken);
  }

  /** Writes the topics and the true texts to files in {@code folder}. */
  void export(Path folder) throws IOException {
    try (TopicExport export = new TopicExport(folder, documents)) {
      for (String topic : EXPORTED) {
        read(topic, export::write);
      }
    }
  }

  private void read(String topic, Consumer<ConsumerRecord<byte[], byte[]>> told) {
    try (ResultTopicReader reader = new ResultTopicReader(bootstrapServers, List.of(topic))) {
      reader.readAll(told);
    }
  }
}
