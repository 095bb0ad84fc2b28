/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.bench;

import io.ocrstream.cache.ResultCache;
import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.ContentKey;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.RawJson;
import io.ocrstream.contracts.Result;
import io.ocrstream.contracts.Source;
import io.ocrstream.contracts.Timings;
import io.ocrstream.contracts.UploadEvent;
import io.ocrstream.intake.EventParser;
import io.ocrstream.intake.RecordHeaders;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Parses an event, waits for its look-up and writes the result, like a stream without prefetching.
 *
 * <p><b>Threading:</b> stream thread only. <b>Fails:</b> with {@link IllegalStateException} on a
 * miss, which would invalidate the measurement.
 */
final class BlockingLookup implements AnsweringProcessor.Answer {
  private final EventParser parser;
  private final ResultCache cache;
  private final String fingerprint;

  BlockingLookup(EventParser parser, ResultCache cache, String fingerprint) {
    this.parser = parser;
    this.cache = cache;
    this.fingerprint = fingerprint;
  }

  @Override
  public byte[] to(Record<byte[], byte[]> record) {
    long receivedAt = System.currentTimeMillis();
    UploadEvent event =
        parser.parse(record.value(), RecordHeaders.NONE).entries().get(0).accepted().orElseThrow();
    ContentHash hash = Objects.requireNonNull(event.contentHash());
    RawJson payload =
        cache
            .find(new ContentKey(hash, fingerprint))
            .join()
            .fold(found -> found, BlockingLookup::missing, BlockingLookup::missing);
    Timings timings =
        new Timings(record.timestamp(), receivedAt, System.currentTimeMillis(), null, null);
    return Json.write(
        new Result(
            event.eventId(),
            event.documentId(),
            event.uri(),
            hash,
            Source.CACHE,
            timings,
            event.tag(),
            payload));
  }

  private static RawJson missing() {
    throw new IllegalStateException("a payload is not in the cache");
  }
}
