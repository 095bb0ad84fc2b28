/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Writes records as JSON lines in the format of {@code kcat -J}, and the true texts of the
 * documents that events name. {@code tools/check-topics.py} reads both.
 *
 * <p><b>Threading:</b> one thread.
 */
final class TopicExport implements AutoCloseable {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Writer records;
  private final Writer truths;
  private final ChaosDocuments documents;

  TopicExport(Path folder, ChaosDocuments documents) throws IOException {
    this.records = Files.newBufferedWriter(folder.resolve("export.jsonl"));
    this.truths = Files.newBufferedWriter(folder.resolve("truth.jsonl"));
    this.documents = documents;
  }

  void write(ConsumerRecord<byte[], byte[]> record) {
    ObjectNode line = MAPPER.createObjectNode();
    line.put("topic", record.topic());
    line.put("partition", record.partition());
    line.put("offset", record.offset());
    line.put("key", record.key() == null ? null : new String(record.key(), UTF_8));
    line.put("payload", new String(record.value(), UTF_8));
    try {
      records.append(line.toString()).append('\n');
      if (record.topic().equals("ocr.documents")) {
        writeTruth(AnswerCheck.uri(record.value()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void writeTruth(String uri) throws IOException {
    ObjectNode line = MAPPER.createObjectNode();
    line.put("uri", uri).put("text", documents.truth(uri).text());
    truths.append(line.toString()).append('\n');
  }

  @Override
  public void close() throws IOException {
    records.close();
    truths.close();
  }
}
