/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.client;

import io.ocrstream.contracts.KafkaNames;
import io.ocrstream.contracts.Topic;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.jspecify.annotations.Nullable;

/**
 * Iterates over all answers of an installation, shared among the members of a consumer group. It
 * waits for the next one; a loop over it ends when it is closed.
 *
 * <pre>{@code
 * try (AnswerStream answers = AnswerStream.open(kafka, "billing").deduplicate()) {
 *   for (OcrAnswer answer : answers) {
 *     save(answer);
 *   }
 * }
 * }</pre>
 *
 * <p>An answer counts as handled when the next one is requested. After a crash, or when the group
 * rebalances, answers that were not handled, and some that were, are returned again.
 *
 * <p><b>Threading:</b> one thread iterates, any thread closes. <b>Bounds:</b> the records of one
 * poll. <b>Fails:</b> with {@link org.apache.kafka.common.KafkaException} if the brokers reject the
 * consumer; a record that is not an answer is {@link OcrAnswer.Unknown}.
 */
public final class AnswerStream implements Iterable<OcrAnswer>, AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);

  private final Consumer<byte[], byte[]> consumer;
  private final AnswerParser parser;
  private final Map<TopicPartition, OffsetAndMetadata> handled = new HashMap<>();
  private Iterator<ConsumerRecord<byte[], byte[]>> batch = Collections.emptyIterator();
  private @Nullable ConsumerRecord<byte[], byte[]> current;
  private @Nullable OcrAnswer next;
  private @Nullable RecentIds seen;
  private volatile boolean closed;

  AnswerStream(KafkaNames names, Consumer<byte[], byte[]> consumer) {
    this.consumer = consumer;
    this.parser = new AnswerParser(names);
    consumer.subscribe(List.of(names.of(Topic.RESULTS), names.of(Topic.FAILURES)));
  }

  /** Opens a stream of an installation without a topic prefix. */
  public static AnswerStream open(Map<String, ?> kafka, String group) {
    return open(KafkaNames.PLAIN, kafka, group);
  }

  /**
   * Opens a stream. A new group starts with the oldest answer.
   *
   * @param names topic names of the installation
   * @param kafka client configuration of the cluster, with {@code bootstrap.servers}
   * @param group name of the consumer group
   */
  public static AnswerStream open(KafkaNames names, Map<String, ?> kafka, String group) {
    return new AnswerStream(names, AnswerConsumer.consumer(kafka, Map.of("group.id", group)));
  }

  /**
   * Omits answers to events that were answered before, as far as this stream remembers: the newest
   * {@value RecentIds#MAX_IDS} ids since it was opened. The answer to an event that was replayed on
   * purpose is omitted, too.
   */
  public AnswerStream deduplicate() {
    return deduplicate(RecentIds.MAX_IDS);
  }

  AnswerStream deduplicate(int ids) {
    seen = new RecentIds(ids);
    return this;
  }

  /**
   * Returns the position of this stream; all iterators share it. {@code hasNext} waits for the next
   * answer, and returns false when the stream is closed.
   */
  @Override
  public Iterator<OcrAnswer> iterator() {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        while (next == null && !closed) {
          advance();
        }
        return !closed;
      }

      @Override
      public OcrAnswer next() {
        OcrAnswer answer = hasNext() ? next : null;
        if (answer == null) {
          throw new NoSuchElementException("the stream is closed");
        }
        next = null;
        return answer;
      }
    };
  }

  private synchronized void advance() {
    ConsumerRecord<byte[], byte[]> last = current;
    if (last != null) {
      handled.put(
          new TopicPartition(last.topic(), last.partition()),
          new OffsetAndMetadata(last.offset() + 1));
      current = null;
    }
    if (closed) {
      return;
    }
    if (!batch.hasNext()) {
      commit();
      batch = consumer.poll(POLL).iterator();
    }
    if (batch.hasNext()) {
      current = batch.next();
      OcrAnswer answer = parser.parse(current);
      next = isNew(answer) ? answer : null;
    }
  }

  private boolean isNew(OcrAnswer answer) {
    return seen == null || answer.eventId().isEmpty() || seen.add(answer.eventId());
  }

  private void commit() {
    if (handled.isEmpty()) {
      return;
    }
    try {
      consumer.commitSync(handled);
    } catch (CommitFailedException | RebalanceInProgressException e) {
      // The group gives the partitions to a member that reads these answers again.
    } finally {
      handled.clear();
    }
  }

  /** Commits the handled answers and leaves the group. */
  @Override
  public void close() {
    closed = true;
    synchronized (this) {
      try {
        commit();
      } finally {
        consumer.close();
      }
    }
  }
}
