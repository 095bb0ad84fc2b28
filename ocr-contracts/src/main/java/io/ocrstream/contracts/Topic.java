/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import java.time.Duration;

/**
 * The topics, each with what it carries and how it is made. Every other place derives from here.
 *
 * <p>Tasks, completions and the processor's own repartition topics have one partition count: events
 * of one key must meet their completion in one partition.
 */
public enum Topic {
  /** Key: any. Value: {@link UploadEvent}, an S3 or MinIO notification, or a CloudEvent. */
  DOCUMENTS("ocr.documents", Kind.ENTRY, Duration.ofDays(7)),
  /** Key: document id. Value: {@link Result}. */
  RESULTS("ocr.results", Kind.ENTRY, Duration.ofDays(7)),
  /** Key: document id. Value: {@link Failure}. */
  FAILURES("ocr.failures", Kind.ENTRY, Duration.ofDays(28)),
  /** Key and value: the bytes that were no event, with origin and reason headers. */
  DEAD_LETTERS("ocr.dead-letters", Kind.ENTRY, Duration.ofDays(28)),
  /** Key: location digest. Value: {@link IdentifyTask}. */
  IDENTIFY("ocr.identify", Kind.WORK, Duration.ofDays(7)),
  /** Key: location digest. Value: {@link Identified}. */
  IDENTIFIED("ocr.identified", Kind.WORK, Duration.ofDays(2)),
  /** Key: {@link ContentKey}. Value: {@link RecogniseTask}. */
  RECOGNISE("ocr.recognise", Kind.WORK, Duration.ofDays(7)),
  /** Key: {@link ContentKey}. Value: {@link Recognised}. Kept long enough to warm a cache from. */
  RECOGNISED("ocr.recognised", Kind.WORK, Duration.ofDays(2)),
  /** Key: the minute, see {@link Statistics#key}. Value: {@link Statistics}. */
  STATS("ocr.stats", Kind.SUMMARY, Duration.ofDays(28));

  /** Largest record that a topic takes, in bytes. */
  public static final int MAX_RECORD_BYTES = 8 * 1024 * 1024;

  /** Largest record of {@link #DOCUMENTS}, in bytes: no event is larger. */
  public static final int MAX_EVENT_RECORD_BYTES = 1024 * 1024;

  /** What a batch of one record takes beyond the record, in bytes; generously. */
  public static final int BATCH_OVERHEAD_BYTES = 64 * 1024;

  /** What gives the partition count. */
  public enum Kind {
    /** Read or written by others. */
    ENTRY,
    /** Between processor and workers: all of one partition count. */
    WORK,
    /** Read by others, the last record of a key holds: compacted, one partition, so one order. */
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

  /** The name on the broker. */
  public String topicName() {
    return topicName;
  }

  /** What gives its partition count. */
  public Kind kind() {
    return kind;
  }

  /** The largest record that it has to take, in bytes. */
  public int maxRecordBytes() {
    return this == DOCUMENTS ? MAX_EVENT_RECORD_BYTES : MAX_RECORD_BYTES;
  }

  /**
   * How brokers store its records. What others write to {@link #DOCUMENTS} is unpacked by
   * consumers, which have no bound for it: a megabyte of gzip can be a gigabyte, of zstd thirty. Of
   * snappy it is 22 megabytes at most, and brokers refuse what is larger once it is stored so.
   */
  public String compression() {
    return this == DOCUMENTS ? "snappy" : "zstd";
  }

  /** How long records are kept when the topic is made by us. */
  public Duration retention() {
    return retention;
  }
}
