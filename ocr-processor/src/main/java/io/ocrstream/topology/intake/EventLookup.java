/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.intake;

import io.ocrstream.cache.CacheLookup;
import io.ocrstream.cache.ResultCache;
import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.ContentKey;
import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.contracts.EventOptions;
import io.ocrstream.contracts.Failure;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Problem;
import io.ocrstream.contracts.RawJson;
import io.ocrstream.contracts.UploadEvent;
import io.ocrstream.engine.EngineCatalog;
import io.ocrstream.intake.Entry;
import io.ocrstream.intake.EventParser;
import io.ocrstream.intake.Intake;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Parses records and starts the look-ups of their events without waiting for them.
 *
 * <p><b>Threading:</b> any. <b>Bounds:</b> about {@link #MAX_FINGERPRINTS} cached fingerprints.
 */
public final class EventLookup {
  /** Maximum number of cached fingerprints. Racing threads may exceed it slightly. */
  static final int MAX_FINGERPRINTS = 1_000;

  private final EventParser parser;
  private final ResultCache cache;
  private final EngineCatalog catalog;
  private final OcrOptions defaults;
  private final TenantPolicy tenancy;

  /* A fingerprint takes two digests, and nearly all events request the same few options. */
  private final Map<OcrOptions, String> fingerprints = new ConcurrentHashMap<>();

  /**
   * Creates a look-up for events without tenants. Options that an event leaves out come from {@code
   * defaults}.
   */
  public EventLookup(
      EventParser parser, ResultCache cache, EngineCatalog catalog, OcrOptions defaults) {
    this(parser, cache, catalog, defaults, TenantPolicy.UNKNOWN);
  }

  /**
   * Creates a look-up for events of the tenants that {@code tenancy} admits. Options that an event
   * leaves out come from {@code defaults}.
   */
  public EventLookup(
      EventParser parser,
      ResultCache cache,
      EngineCatalog catalog,
      OcrOptions defaults,
      TenantPolicy tenancy) {
    this.tenancy = tenancy;
    this.parser = parser;
    this.cache = cache;
    this.catalog = catalog;
    this.defaults = defaults;
  }

  /** Parses one record and starts its look-ups. */
  ParsedRecord begin(byte @Nullable [] value, Headers headers) {
    LookupBatch batch = new LookupBatch();
    ParsedRecord parsed = begin(value, headers, batch);
    batch.ask(cache);
    return parsed;
  }

  /**
   * Parses {@code records} and starts their look-ups together. Returns one element for each record,
   * in the same order.
   */
  List<ParsedRecord> begin(List<ConsumerRecord<byte[], byte[]>> records) {
    LookupBatch batch = new LookupBatch();
    List<ParsedRecord> parsed = new ArrayList<>(records.size());
    for (ConsumerRecord<byte[], byte[]> record : records) {
      parsed.add(begin(record.value(), record.headers(), batch));
    }
    batch.ask(cache);
    return parsed;
  }

  private ParsedRecord begin(byte @Nullable [] value, Headers headers, LookupBatch batch) {
    Intake intake = parser.parse(value, name -> last(headers, name));
    List<PendingLookup> lookups =
        intake.fold(
            events -> events.entries().stream().map(entry -> begin(entry, batch)).toList(),
            ignored -> List.of(),
            notAnEvent -> List.of());
    return new ParsedRecord(intake, lookups);
  }

  private static byte @Nullable [] last(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null ? null : header.value();
  }

  private PendingLookup begin(Entry entry, LookupBatch batch) {
    return entry.fold(
        accepted -> begin(accepted.event(), batch),
        refused -> new PendingLookup.Refused(refused::failure));
  }

  private PendingLookup begin(UploadEvent event, LookupBatch batch) {
    Optional<Problem> refusal = tenancy.refusal(event.tenant());
    if (refusal.isPresent()) {
      return new PendingLookup.Refused(
          now -> Failure.of(event, event.contentHash(), refusal.get(), now));
    }
    EventOptions asked = event.options();
    OcrOptions options = (asked == null ? EventOptions.DEFAULTS : asked).over(defaults);
    Optional<String> fingerprint = fingerprint(options);
    if (fingerprint.isEmpty()) {
      Problem problem = catalog.refusal(options);
      return new PendingLookup.Refused(now -> Failure.of(event, event.contentHash(), problem, now));
    }
    CompletableFuture<KnownAnswer> found = find(event, fingerprint.get(), batch);
    return new PendingLookup.Begun(event, options, fingerprint.get(), found);
  }

  /** Returns the fingerprint of {@code options}, or empty if no installed engine supports them. */
  private Optional<String> fingerprint(OcrOptions options) {
    String known = fingerprints.get(options);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<String> fingerprint = catalog.info(options).map(EngineInfo::fingerprint);
    // Beyond the bound, fingerprints are computed each time, because senders choose the options.
    if (fingerprint.isPresent() && fingerprints.size() < MAX_FINGERPRINTS) {
      fingerprints.put(options, fingerprint.get());
    }
    return fingerprint;
  }

  private CompletableFuture<KnownAnswer> find(
      UploadEvent event, String fingerprint, LookupBatch batch) {
    ContentHash claimed = event.contentHash();
    if (claimed != null) {
      return batch
          .find(new ContentKey(claimed, fingerprint, event.tenant()))
          .thenApply(lookup -> new KnownAnswer(claimed, lookup));
    }
    if (!event.location().isPinned()) {
      return nothing();
    }
    return cache
        .locate(event.location())
        .thenCompose(
            known ->
                known.fold(
                    hash -> find(new ContentKey(hash, fingerprint, event.tenant())),
                    EventLookup::nothing,
                    EventLookup::nothing));
  }

  private static CompletableFuture<KnownAnswer> nothing() {
    return CompletableFuture.completedFuture(KnownAnswer.NOTHING);
  }

  /**
   * Looks up one content key in the cache. The future completes within the cache's deadline and
   * never exceptionally.
   */
  public CompletableFuture<CacheLookup<Outcome<RawJson>>> recall(ContentKey key) {
    return cache.recall(key);
  }

  private CompletableFuture<KnownAnswer> find(ContentKey key) {
    return cache.recall(key).thenApply(lookup -> new KnownAnswer(key.hash(), lookup));
  }
}
