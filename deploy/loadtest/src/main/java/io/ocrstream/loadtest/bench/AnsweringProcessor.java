/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.bench;

import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Forwards one answer for each record, with the same key.
 *
 * <p><b>Threading:</b> stream thread only.
 */
final class AnsweringProcessor extends ContextualProcessor<byte[], byte[], byte[], byte[]> {
  private final Answer answer;

  AnsweringProcessor(Answer answer) {
    this.answer = answer;
  }

  /** Creates the answer to a record. */
  @FunctionalInterface
  interface Answer {
    byte[] to(Record<byte[], byte[]> record);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    context().forward(record.withValue(answer.to(record)));
  }
}
