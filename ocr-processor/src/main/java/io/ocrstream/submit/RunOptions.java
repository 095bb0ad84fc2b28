/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.submit;

import io.ocrstream.client.OcrClient;
import io.ocrstream.contracts.EventOptions;
import io.ocrstream.contracts.KafkaNames;
import java.time.Duration;
import java.util.Map;

/**
 * Holds the options of publishing and waiting.
 *
 * @param event options of every event
 * @param hash whether events contain the content hash of local files
 * @param repeat number of events per document, published together
 * @param rounds number of repetitions, each after everything is answered
 * @param timeout maximum duration of the run from the first event
 */
public record RunOptions(
    EventOptions event, boolean hash, int repeat, int rounds, Duration timeout) {
  /** Returns the number of events of a run over so many documents. */
  int events(int documents) {
    return documents * repeat * rounds;
  }

  /** Connects a client for a run over so many documents. */
  public OcrClient connect(KafkaNames names, Map<String, Object> kafka, int documents) {
    return OcrClient.builder(kafka)
        .names(names)
        .maxOpenRequests(events(documents))
        // Answers are only queued, so they need no thread of their own.
        .executor(Runnable::run)
        .connect();
  }
}
