/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ocrstream.config.KafkaConfig;
import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.Result;
import io.ocrstream.contracts.Topic;
import io.ocrstream.kafka.KafkaClients;
import io.ocrstream.kafka.TopicReader;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/** Finds the hashes of a document. A document id may have had several contents over time. */
final class DocumentHashes {
  private DocumentHashes() {}

  /** Returns the hashes of all its answers in {@code ocr.results}; reads the whole topic. */
  static Set<ContentHash> of(KafkaConfig kafka, String documentId) throws IOException {
    byte[] key = documentId.getBytes(UTF_8);
    Set<ContentHash> hashes = new HashSet<>();
    try (TopicReader reader = new TopicReader(kafka)) {
      reader.read(
          KafkaClients.names(kafka).of(Topic.RESULTS),
          null,
          record -> {
            if (record.value() != null && Arrays.equals(record.key(), key)) {
              hashes.add(Json.read(record.value(), Result.class).contentHash());
            }
            return true;
          });
    }
    return hashes;
  }
}
