/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.app;

import io.ocrstream.config.Settings;
import io.ocrstream.kafka.KafkaErrorMessages;
import io.ocrstream.kafka.TopicsAdmin;
import io.ocrstream.topology.records.RefusedRecords;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Handles the failure of a stream thread: replaces the thread, which resumes its work, or ends the
 * stream.
 *
 * <p><b>Threading:</b> the threads that fail.
 */
final class StreamFailures implements StreamsUncaughtExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(StreamFailures.class);

  private final Settings settings;
  private final RefusedRecords refused;
  private final ThreadDeaths deaths;
  private final Runnable failed;

  /**
   * Creates a handler.
   *
   * @param failed counts a failure
   */
  StreamFailures(Settings settings, RefusedRecords refused, ThreadDeaths deaths, Runnable failed) {
    this.settings = settings;
    this.refused = refused;
    this.deaths = deaths;
    this.failed = failed;
  }

  @Override
  public StreamThreadExceptionResponse handle(Throwable cause) {
    endIfOutOfMemory(cause);
    failed.run();
    return refused.hasLearned() || hasGrown(settings) ? goOn(cause) : ended(cause);
  }

  /* Where all threads fail repeatedly, for example on a full disk, other instances take over. */
  private StreamThreadExceptionResponse ended(Throwable cause) {
    if (deaths.died(cause)) {
      LOG.error("Stream threads fail repeatedly; the processor leaves its group", cause);
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
    LOG.error("A stream thread failed and is replaced", cause);
    return StreamThreadExceptionResponse.REPLACE_THREAD;
  }

  /** Replaces a thread whose cause of failure has been removed; this does not count as a death. */
  private static StreamThreadExceptionResponse goOn(Throwable cause) {
    LOG.warn("A stream thread is replaced; the cause of its failure is over: {}", cause.toString());
    return StreamThreadExceptionResponse.REPLACE_THREAD;
  }

  /**
   * Ends the process, because another thread would process the same record with the same memory.
   */
  private static void endIfOutOfMemory(Throwable cause) {
    for (Throwable each = cause; each != null; each = each.getCause()) {
      if (each instanceof OutOfMemoryError) {
        LOG.error(
            "Out of memory; the processor ends and needs a restart. If this recurs, give it more memory,"
                + " or see `ocr topics skip` and the runbook",
            each);
        Runtime.getRuntime().halt(ExitCode.BROKEN.code());
      }
    }
  }

  /** Adds partitions to the topic that follows {@code ocr.documents}; Streams fails otherwise. */
  static boolean hasGrown(Settings settings) {
    try {
      return TopicsAdmin.grow(settings);
    } catch (ExecutionException | KafkaException e) {
      LOG.warn("The partitions of ocr.documents cannot be read: {}", KafkaErrorMessages.explain(e));
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
