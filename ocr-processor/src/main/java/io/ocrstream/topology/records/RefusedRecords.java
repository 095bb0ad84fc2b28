/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.records;

import io.ocrstream.contracts.Topic;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Remembers the records that brokers refused. Under exactly-once, a refused record aborts its
 * transaction and its input is processed again. A remembered record is not sent a second time.
 *
 * <p><b>Threading:</b> any. <b>Bounds:</b> {@link #MAX_REMEMBERED} records. The oldest one is
 * evicted, and is refused once more if its input is processed again.
 */
public final class RefusedRecords {
  /** Maximum number of remembered records. */
  static final int MAX_REMEMBERED = 1_000;

  private final Map<String, String> reasons =
      Collections.synchronizedMap(
          new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
              return size() > MAX_REMEMBERED;
            }
          });

  private final Set<Thread> ended =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  private final AtomicInteger learned = new AtomicInteger();

  /** Creates an empty memory. */
  public RefusedRecords() {}

  /**
   * Returns whether the calling thread of a transactional producer reports its first refusal. One
   * refused record aborts the transaction and ends the producer, which then reports the same error
   * for all other records that it holds.
   */
  boolean isFirstOfItsProducer() {
    return ended.add(Thread.currentThread());
  }

  /** Returns whether a record was remembered that no earlier call has accounted for. */
  public boolean hasLearned() {
    return learned.getAndUpdate(count -> Math.max(0, count - 1)) > 0;
  }

  /**
   * Remembers a refused record.
   *
   * @param identity the event's id, or the origin of the record
   * @param reason for people, without any content of the record
   */
  void add(Topic topic, String identity, String reason) {
    reasons.put(key(topic, identity), reason);
    learned.incrementAndGet();
  }

  /** Returns why brokers refused the record, or empty if they did not. */
  Optional<String> reason(Topic topic, String identity) {
    return reasons.isEmpty()
        ? Optional.empty()
        : Optional.ofNullable(reasons.get(key(topic, identity)));
  }

  /** Returns the identity of a record from {@code origin}, or an empty string if it is unknown. */
  static String identity(Optional<RecordMetadata> origin) {
    return origin.map(RefusedRecords::place).orElse("");
  }

  /** Returns a topic, partition and offset as text. */
  static String place(RecordMetadata at) {
    return place(at.topic(), Integer.toString(at.partition()), Long.toString(at.offset()));
  }

  /** Returns a topic, partition and offset as text. */
  static String place(String topic, String partition, String offset) {
    return topic + "-" + partition + "@" + offset;
  }

  private static String key(Topic topic, String identity) {
    return topic + " " + identity;
  }
}
