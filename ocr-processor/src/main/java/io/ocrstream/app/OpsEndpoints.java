/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.app;

import static java.net.HttpURLConnection.HTTP_OK;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.ocrstream.cache.redis.RedisCache;
import io.ocrstream.config.OpsConfig;
import io.ocrstream.config.loader.EffectiveSetting;
import io.ocrstream.metrics.EventMetrics;
import io.ocrstream.metrics.Metric;
import io.ocrstream.ops.AccessFilter;
import io.ocrstream.ops.AnswerCounts;
import io.ocrstream.ops.ConfigEndpoint;
import io.ocrstream.ops.Endpoint;
import io.ocrstream.ops.Health;
import io.ocrstream.ops.HealthCheck;
import io.ocrstream.ops.HealthEndpoint;
import io.ocrstream.ops.HttpAnswer;
import io.ocrstream.ops.MetricsEndpoint;
import io.ocrstream.ops.OpsServer;
import io.ocrstream.ops.RedisFigures;
import io.ocrstream.ops.RouteHandler;
import io.ocrstream.ops.ServerLimits;
import io.ocrstream.ops.StatsEndpoint;
import io.ocrstream.ops.web.WebPage;
import io.ocrstream.resilience.OutageGate;
import io.ocrstream.statistics.ClusterStatistics;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import java.util.stream.StreamSupport;
import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;

/** Collects the operations endpoints of the roles in this process. */
public final class OpsEndpoints {
  /** Free bytes of the state's disk below which health is degraded: some write buffers. */
  public static final long MIN_FREE_BYTES = 64L << 20;

  private final PrometheusMeterRegistry registry;
  private final List<EffectiveSetting> effective;
  private final RedisCache cache;
  private final List<HealthCheck> alive = new ArrayList<>();
  private final List<HealthCheck> ready = new ArrayList<>();
  private RouteHandler site = RouteHandler.NONE;
  private Optional<GatewayRole> gateway = Optional.empty();
  private final Map<String, Endpoint> more = new HashMap<>();
  private DoubleSupplier backlog = () -> Double.NaN;
  private ClusterCounts cluster = ClusterCounts.UNKNOWN;

  /** Creates the endpoints over {@code registry}; {@code cache} provides the health of Redis. */
  public OpsEndpoints(
      PrometheusMeterRegistry registry, List<EffectiveSetting> effective, RedisCache cache) {
    this.registry = registry;
    this.effective = List.copyOf(effective);
    this.cache = cache;
    ready.add(new HealthCheck("redis", this::redis));
  }

  /** Adds the processor's health: alive unless its stream has failed, ready while it runs. */
  public OpsEndpoints with(ProcessorRole processor) {
    alive.add(new HealthCheck("stream", () -> stream(processor.state(), true)));
    ready.add(new HealthCheck("stream", () -> stream(processor.state(), false)));
    ready.add(new HealthCheck("stream-threads", () -> threads(processor.deaths())));
    ready.add(new HealthCheck("state-dir", () -> space(processor.freeBytes())));
    ready.add(new HealthCheck("broker", () -> inTouch(processor.detectors().isInTouch())));
    backlog = processor.detectors()::backlog;
    more.put("/topology", () -> HttpAnswer.text(HTTP_OK, processor.picture().text()));
    more.put("/topology.json", () -> HttpAnswer.json(HTTP_OK, processor.picture().json()));
    return this;
  }

  /** Adds the health of the worker's slots. */
  public OpsEndpoints with(WorkerRole worker) {
    alive.add(slots(worker::isAlive));
    ready.add(slots(worker::isAlive));
    ready.add(outages("object-stores", worker.storeOutages()));
    ready.add(outages("engine", worker.engineOutages()));
    ready.add(new HealthCheck("share-groups", () -> member(worker.isMember())));
    return this;
  }

  /** Adds the whole cluster's counts, if they are known. */
  public OpsEndpoints with(ClusterStatistics statistics) {
    cluster = new ClusterCounts(statistics);
    return this;
  }

  /** Adds the web page, which shows the health of the parts added before it. */
  public OpsEndpoints with(WebPage page) {
    page.checks(ready);
    site = page;
    return this;
  }

  /** Adds the gateway's paths and its health. */
  public OpsEndpoints with(GatewayRole role) {
    HealthCheck answers = new HealthCheck("answers", () -> receiving(role.isReceiving()));
    alive.add(answers);
    ready.add(answers);
    gateway = Optional.of(role);
    return this;
  }

  private static Health receiving(boolean isReceiving) {
    return isReceiving ? Health.up("ok") : Health.down("answers are no longer received; restart");
  }

  /** Starts to serve the endpoints. */
  public OpsServer serve(OpsConfig settings) throws IOException {
    Map<String, Endpoint> endpoints = new HashMap<>(more);
    endpoints.putAll(
        Map.of(
            "/metrics",
            new MetricsEndpoint(registry),
            "/health/live",
            new HealthEndpoint(alive),
            "/health/ready",
            new HealthEndpoint(ready),
            "/ocr/stats",
            new StatsEndpoint("ocr-stream", this::cacheStats, this::counts, this::work),
            "/config",
            new ConfigEndpoint(effective.stream().map(EffectiveSetting::toString).toList())));
    return OpsServer.start(
        new InetSocketAddress(settings.host(), settings.port()),
        endpoints,
        gateway.map(role -> role.access(settings)).orElseGet(() -> AccessFilter.of(settings)),
        gateway.map(role -> role.site().or(site)).orElse(site),
        gateway.map(GatewayRole::limits).orElse(ServerLimits.OPERATORS));
  }

  private static Health threads(Optional<String> deaths) {
    return deaths.map(Health::degraded).orElseGet(() -> Health.up("ok"));
  }

  private static Health space(long freeBytes) {
    long mib = freeBytes >> 20;
    return freeBytes >= MIN_FREE_BYTES
        ? Health.up("ok")
        : Health.degraded(
            "%d MiB of disk space left; free some, stream threads fail without space"
                .formatted(mib));
  }

  private static Health inTouch(boolean inTouch) {
    return inTouch
        ? Health.up("ok")
        : Health.down("the brokers do not answer; check their connection");
  }

  private static Health member(boolean member) {
    return member ? Health.up("ok") : Health.down("a slot is not a member of its share group");
  }

  private Health redis() {
    if (!cache.stats().isConnected()) {
      return Health.degraded("not connected, every event is a cache miss");
    }
    return cache
        .stats()
        .refusal()
        .map(code -> Health.degraded("connected, but rejects commands: " + code))
        .orElseGet(() -> Health.up("connected"));
  }

  private static Health stream(KafkaStreams.State state, boolean onlyAlive) {
    String detail = state.name().toLowerCase(Locale.ROOT);
    boolean dead = state == KafkaStreams.State.ERROR || state == KafkaStreams.State.PENDING_ERROR;
    boolean up = onlyAlive ? !dead : state == KafkaStreams.State.RUNNING;
    return up ? Health.up(detail) : Health.down(detail);
  }

  private static HealthCheck slots(BooleanSupplier allAlive) {
    return new HealthCheck(
        "slots",
        () ->
            allAlive.getAsBoolean()
                ? Health.up("ok")
                : Health.down("the thread of a slot has ended"));
  }

  private static HealthCheck outages(String name, OutageGate outages) {
    return new HealthCheck(
        name,
        () ->
            outages.open() == 0
                ? Health.up("ok")
                : Health.degraded(
                    "%d unavailable, %d tasks held".formatted(outages.open(), outages.held())));
  }

  private RedisFigures cacheStats() {
    return cache
        .stats()
        .read()
        .join()
        .map(up -> new RedisFigures(true, up.keys(), bytes(up.memoryBytes()), up.uptime()))
        .orElse(RedisFigures.DISCONNECTED);
  }

  /** Formats bytes as Redis does. */
  private static String bytes(long bytes) {
    return bytes < 1 << 20
        ? String.format(Locale.ROOT, "%.2fK", bytes / 1024.0)
        : String.format(Locale.ROOT, "%.2fM", bytes / (1024.0 * 1024.0));
  }

  private AnswerCounts counts() {
    return cluster.counts().orElseGet(() -> counts(registry));
  }

  /**
   * Returns the engine times of the cluster and of this process, the waiters of this process, and
   * the backlog of the cluster; null if unknown.
   */
  private Map<String, ?> work() {
    Map<String, @Nullable Object> work = new LinkedHashMap<>();
    Map<String, Double> own =
        seconds(sum(EventMetrics.ENGINE_SPENT), sum(EventMetrics.ENGINE_SAVED));
    work.put("engine_seconds", cluster.engineSeconds().orElse(own));
    work.put("in_flight", (long) sum(EventMetrics.WAITERS));
    double waiting = backlog.getAsDouble();
    work.put("backlog", Double.isNaN(waiting) ? null : (long) waiting);
    work.putAll(cluster.origin());
    AnswerCounts instance = counts(registry);
    Map<String, Object> self = new LinkedHashMap<>();
    self.put("hits", instance.hits());
    self.put("misses", instance.misses());
    self.put("coalesced", instance.coalesced());
    self.put("failures", instance.failures());
    self.put("engine_seconds", own);
    work.put("instance", self);
    return work;
  }

  static Map<String, Double> seconds(double spent, double saved) {
    Map<String, Double> seconds = new LinkedHashMap<>();
    seconds.put("spent", spent);
    seconds.put("saved", saved);
    return seconds;
  }

  private double sum(Metric metric) {
    return registry.find(metric.name()).meters().stream()
        .flatMap(meter -> StreamSupport.stream(meter.measure().spliterator(), false))
        .mapToDouble(Measurement::getValue)
        .sum();
  }

  private static AnswerCounts counts(MeterRegistry registry) {
    return new AnswerCounts(
        counted(registry, "ocr.lookups", "outcome", "hit"),
        counted(registry, "ocr.lookups", "outcome", "miss"),
        answered(registry, "coalesced"),
        (long) registry.find("ocr.failures").counters().stream().mapToDouble(Counter::count).sum());
  }

  private static long counted(MeterRegistry registry, String name, String tag, String value) {
    Counter counter = registry.find(name).tag(tag, value).counter();
    return counter == null ? 0 : (long) counter.count();
  }

  private static long answered(MeterRegistry registry, String source) {
    Timer timer = registry.find("ocr.answers").tag("source", source).timer();
    return timer == null ? 0 : timer.count();
  }
}
