/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.ocrstream.cache.ResultCache;
import io.ocrstream.cache.redis.RedisCache;
import io.ocrstream.config.OpsConfig;
import io.ocrstream.config.OwnFolder;
import io.ocrstream.config.ProcessorConfig;
import io.ocrstream.config.ReadingDefaults;
import io.ocrstream.config.ReviewConfig;
import io.ocrstream.config.Settings;
import io.ocrstream.contracts.KafkaNames;
import io.ocrstream.engine.installed.InstalledEngines;
import io.ocrstream.flight.FlightRules;
import io.ocrstream.intake.EventParser;
import io.ocrstream.kafka.ClusterCheck;
import io.ocrstream.kafka.ClusterProblems;
import io.ocrstream.kafka.KafkaClients;
import io.ocrstream.kafka.KafkaRole;
import io.ocrstream.kafka.SchemaRegistry;
import io.ocrstream.metrics.Meters;
import io.ocrstream.topology.Hooks;
import io.ocrstream.topology.IdleAwareClients;
import io.ocrstream.topology.OcrTopology;
import io.ocrstream.topology.StreamMeters;
import io.ocrstream.topology.StreamsProperties;
import io.ocrstream.topology.TopologyParts;
import io.ocrstream.topology.TopologyPicture;
import io.ocrstream.topology.intake.EventLookup;
import io.ocrstream.topology.intake.LookupPrefetch;
import io.ocrstream.topology.intake.TenantPolicy;
import io.ocrstream.topology.progress.LostTaskDetectors;
import io.ocrstream.topology.records.ReviewPolicy;
import io.ocrstream.topology.records.TopologyMetrics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the stream processor: the topology with its cache, clients and detectors.
 *
 * <p><b>Threading:</b> one thread calls {@link #start} and {@link #close}; any thread calls the
 * rest.
 */
public final class ProcessorRole implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ProcessorRole.class);

  /** Number of look-ups that are started ahead in each partition. */
  private static final int PREFETCH_WINDOW = 128;

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(20);

  private final KafkaStreams streams;
  private final LostTaskDetectors detectors;
  private final Optional<TakeOverCleanup> takeOver;
  private final TopologyPicture picture;
  private final Ends ends;
  private final Path stateDir;

  /** Holds the deaths of stream threads, and a future that completes when the stream has ended. */
  private record Ends(ThreadDeaths deaths, CompletableFuture<Void> broken) {}

  private ProcessorRole(
      KafkaStreams streams,
      LostTaskDetectors detectors,
      Optional<TakeOverCleanup> takeOver,
      TopologyPicture picture,
      Ends ends,
      Path stateDir) {
    this.streams = streams;
    this.detectors = detectors;
    this.takeOver = takeOver;
    this.picture = picture;
    this.ends = ends;
    this.stateDir = stateDir;
  }

  /**
   * Starts the processor; returns before the stream runs.
   *
   * @param cache the cache; the caller closes it
   * @throws ClusterProblems if the cluster lacks a topic, setting or right
   * @throws IOException if the state folder cannot be created or is not safe to use, or the schema
   *     registry does not register the schemas
   */
  public static ProcessorRole start(Settings settings, MeterRegistry registry, RedisCache cache)
      throws InterruptedException, ExecutionException, IOException {
    var unused = OwnFolder.ensure(settings.processor().stateDir(), "ocr.processor.state-dir");
    ClusterCheck.Facts facts = facts(settings);
    ProcessorConfig own = settings.processor();
    Map<String, Object> client = KafkaClients.config(settings.kafka());
    KafkaNames names = KafkaClients.names(settings.kafka());
    Map<String, Integer> schemaIds = SchemaRegistry.register(own, names);
    LookupPrefetch prefetch = new LookupPrefetch(lookup(settings, cache), PREFETCH_WINDOW);
    LostTaskDetectors detectors =
        new LostTaskDetectors(
            client,
            names,
            own.applicationId(),
            own.lossCheckInterval(),
            own.lossGrace(),
            Clock.systemUTC());
    try {
      Hooks hooks =
          Hooks.of(prefetch, new TopologyMetrics(registry), names).withSchemaIds(schemaIds);
      TopologyParts parts =
          new TopologyParts(hooks, rules(own), detectors.watermarks(), reviews(settings));
      Properties config =
          StreamsProperties.of(own, settings.topics().replicationFactor(), client, hooks);
      Topology topology = OcrTopology.build(parts, config, facts.workPartitions());
      KafkaStreams streams = new KafkaStreams(topology, config, new IdleAwareClients());
      Meters meters = new Meters(registry);
      detectors.measure(meters);
      StreamMeters shown = StreamMeters.of(streams, detectors::held, meters);
      Ends ends =
          new Ends(new ThreadDeaths(own.threads(), System::nanoTime), new CompletableFuture<>());
      streams.setUncaughtExceptionHandler(
          new StreamFailures(settings, hooks.refused(), ends.deaths(), shown::threadReplaced));
      streams.setStateListener(
          (state, before) -> {
            if (state == KafkaStreams.State.ERROR) {
              ends.broken().complete(null);
            }
          });
      streams.start();
      return new ProcessorRole(
          streams,
          detectors,
          takeOver(settings, streams),
          new TopologyPicture(topology, streams),
          ends,
          own.stateDir());
    } catch (RuntimeException | Error e) {
      // Running detector threads would keep the process alive.
      detectors.close();
      throw e;
    }
  }

  private static Optional<TakeOverCleanup> takeOver(Settings settings, KafkaStreams streams) {
    return settings.processor().guarantee() == ProcessorConfig.Guarantee.EXACTLY_ONCE
        ? Optional.of(TakeOverCleanup.start(settings, streams::state))
        : Optional.empty();
  }

  private static ClusterCheck.Facts facts(Settings settings)
      throws InterruptedException, ExecutionException {
    try {
      return ClusterCheck.require(settings, roles(settings.ops()));
    } catch (ClusterProblems e) {
      if (StreamFailures.hasGrown(settings)) {
        LOG.info(
            "ocr.documents has more partitions; added partitions to the topic that follows it");
        return ClusterCheck.require(settings, roles(settings.ops()));
      }
      throw e;
    }
  }

  /** Returns whether this process serves the web page, which reads answers. */
  public static boolean showsPage(OpsConfig settings) {
    return settings.enabled() && settings.page() != OpsConfig.WebPage.OFF;
  }

  /** Returns the roles whose rights a processor needs. */
  public static List<KafkaRole> roles(OpsConfig settings) {
    return showsPage(settings)
        ? List.of(KafkaRole.PROCESSOR, KafkaRole.PAGE)
        : List.of(KafkaRole.PROCESSOR);
  }

  public static EventLookup lookup(Settings settings, ResultCache cache) {
    return new EventLookup(
        parser(settings.processor()),
        cache,
        InstalledEngines.of(settings.engine()),
        ReadingDefaults.of(settings.engine()),
        TenantPolicy.of(settings.cache()));
  }

  /** Creates a parser of the records of {@code ocr.documents}. */
  public static EventParser parser(ProcessorConfig settings) {
    return new EventParser(
        Math.toIntExact(settings.maxEventBytes().bytes()),
        settings.maxEventsPerRecord(),
        settings.plainKeySources());
  }

  public static FlightRules rules(ProcessorConfig settings) {
    return new FlightRules(
        settings.answersPerSlice(),
        settings.landedGrace(),
        settings.lossGrace(),
        settings.taskAttempts());
  }

  /** Returns which results a person should check. */
  public static ReviewPolicy reviews(Settings settings) {
    ReviewConfig review = settings.review();
    return new ReviewPolicy(
        review.minConfidence(),
        review.maxMissedInk(),
        review.minAgreement(),
        settings.topics().review());
  }

  /** Returns the topology and the tasks that run in this process. */
  public TopologyPicture picture() {
    return picture;
  }

  /** Returns the detectors of lost tasks, which also know the workers' progress. */
  public LostTaskDetectors detectors() {
    return detectors;
  }

  /** Returns a future that completes when the stream has ended by itself and does not restart. */
  public CompletableFuture<Void> broken() {
    return ends.broken();
  }

  /** Returns a message about stream threads that failed recently; empty if none did. */
  Optional<String> deaths() {
    return ends.deaths().recent();
  }

  /** Returns the free bytes of the state folder's file system; 0 if the folder is gone. */
  long freeBytes() {
    // Not by its FileStore, which needs the mount table. A chroot may have none.
    return stateDir.toFile().getUsableSpace();
  }

  /** Returns the state of Kafka Streams. */
  public KafkaStreams.State state() {
    return streams.state();
  }

  @Override
  public void close() {
    // Leaving the group releases the partitions at once, without waiting for the session timeout.
    CloseOptions leaving =
        CloseOptions.timeout(CLOSE_TIMEOUT)
            .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP);
    if (!streams.close(leaving)) {
      LOG.warn("The stream did not stop within {}", CLOSE_TIMEOUT);
    }
    takeOver.ifPresent(TakeOverCleanup::close);
    detectors.close();
  }
}
