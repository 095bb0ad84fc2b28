/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import java.time.Duration;

/**
 * Lists the topics with their contents and properties. All other code derives topic properties from
 * here.
 *
 * <p>Tasks, completions and the processor's repartition topics have the same partition count,
 * because events of one key must meet their completion in one partition.
 */
public enum Topic {
  /** Key: any. Value: {@link UploadEvent}, an S3 or MinIO notification, or a CloudEvent. */
  DOCUMENTS("ocr.documents", Kind.ENTRY, Duration.ofDays(7)),
  /** Key: document id. Value: {@link Result}. */
  RESULTS("ocr.results", Kind.ENTRY, Duration.ofDays(7)),
  /** Key: document id. Value: {@link Failure}. */
  FAILURES("ocr.failures", Kind.ENTRY, Duration.ofDays(28)),
  /**
   * Key: document id. Value: a copy of each {@link Result} that needs review. Optional: it is used
   * only where it is configured.
   */
  REVIEW("ocr.review", Kind.ENTRY, Duration.ofDays(28)),
  /** Key and value: the bytes of an invalid event, with headers for origin and reason. */
  DEAD_LETTERS("ocr.dead-letters", Kind.ENTRY, Duration.ofDays(28)),
  /** Key: location digest. Value: {@link IdentifyTask}. */
  IDENTIFY("ocr.identify", Kind.WORK, Duration.ofDays(7)),
  /** Key: location digest. Value: {@link Identified}. */
  IDENTIFIED("ocr.identified", Kind.WORK, Duration.ofDays(2)),
  /** Key: {@link ContentKey}. Value: {@link RecogniseTask}. */
  RECOGNISE("ocr.recognise", Kind.WORK, Duration.ofDays(7)),
  /** Key: {@link ContentKey}. Value: {@link Recognised}. Retained long enough to warm a cache. */
  RECOGNISED("ocr.recognised", Kind.WORK, Duration.ofDays(2)),
  /** Key: the minute; see {@link Statistics#key}. Value: {@link Statistics}. */
  STATS("ocr.stats", Kind.SUMMARY, Duration.ofDays(28));

  /** Size of the largest record that a topic accepts, in bytes. */
  public static final int MAX_RECORD_BYTES = 8 * 1024 * 1024;

  /** Size of the largest record of {@link #DOCUMENTS}, in bytes; no event is larger. */
  public static final int MAX_EVENT_RECORD_BYTES = 1024 * 1024;

  /** Upper bound of the overhead of a batch with one record, in bytes. */
  public static final int BATCH_OVERHEAD_BYTES = 64 * 1024;

  /** Determines the partition count of a topic. */
  public enum Kind {
    /** Written or read by other programs. */
    ENTRY,
    /** Between processor and workers: all have the same partition count. */
    WORK,
    /** Read by other programs; compacted, with one partition and so one order. */
    SUMMARY
  }

  private final String topicName;
  private final Kind kind;
  private final Duration retention;

  Topic(String topicName, Kind kind, Duration retention) {
    this.topicName = topicName;
    this.kind = kind;
    this.retention = retention;
  }

  /** Returns the name on the broker without prefix. */
  public String topicName() {
    return topicName;
  }

  /** Returns whether an installation may do without the topic. */
  public boolean isOptional() {
    return this == REVIEW;
  }

  /** Returns the kind. */
  public Kind kind() {
    return kind;
  }

  /** Returns the size of the largest record that the topic must accept, in bytes. */
  public int maxRecordBytes() {
    return this == DOCUMENTS ? MAX_EVENT_RECORD_BYTES : MAX_RECORD_BYTES;
  }

  /**
   * Returns the compression that brokers apply. Consumers decompress records of {@link #DOCUMENTS}
   * from other programs without a limit: one megabyte of gzip can expand to a gigabyte, of zstd to
   * thirty. One megabyte of snappy expands to at most 22 megabytes, and brokers reject a record
   * that is too large after recompression.
   */
  public String compression() {
    return this == DOCUMENTS ? "snappy" : "zstd";
  }

  /** Returns the retention of a topic that we create. */
  public Duration retention() {
    return retention;
  }
}
