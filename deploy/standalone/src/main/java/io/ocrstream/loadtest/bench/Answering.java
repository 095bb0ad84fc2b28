/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.bench;

import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Forwards one answer for each record, with the same key.
 *
 * <p><b>Threading:</b> stream thread only.
 */
final class Answering implements Processor<byte[], byte[], byte[], byte[]> {
  private final Answer answer;

  // Set by init, which Streams calls first.
  private @Nullable ProcessorContext<byte[], byte[]> context;

  Answering(Answer answer) {
    this.answer = answer;
  }

  /** Creates the answer to a record. */
  @FunctionalInterface
  interface Answer {
    byte[] to(Record<byte[], byte[]> record);
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> streams) {
    context = streams;
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    if (context == null) {
      throw new IllegalStateException("init comes first");
    }
    context.forward(record.withValue(answer.to(record)));
  }
}
