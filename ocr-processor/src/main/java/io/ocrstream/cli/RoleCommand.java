/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cli;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.ocrstream.app.Caches;
import io.ocrstream.app.ClockMonitor;
import io.ocrstream.app.ExitCode;
import io.ocrstream.app.OpsEndpoints;
import io.ocrstream.cache.redis.RedisCache;
import io.ocrstream.config.OpsConfig;
import io.ocrstream.config.Settings;
import io.ocrstream.config.loader.SettingsOutcome;
import io.ocrstream.kafka.BrokerContact;
import io.ocrstream.kafka.KafkaClients;
import io.ocrstream.ops.OpsServer;
import io.ocrstream.ops.ProcessMetrics;
import io.ocrstream.statistics.ClusterStatistics;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Runs a role until SIGTERM or SIGINT, then stops it in order.
 *
 * <p>Exit codes: 0 after a signal; 2 for wrong usage or settings; 3 if the role could not start or
 * needs a restart.
 */
abstract class RoleCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(RoleCommand.class);

  /** Timeout of an orderly stop after the clock was set back. */
  private static final Duration END_TIMEOUT = Duration.ofSeconds(10);

  @Mixin private SettingsOptions options = new SettingsOptions();
  @Spec private CommandSpec spec;

  /** Starts the role; the caller closes the cache. */
  abstract Role start(Settings settings, MeterRegistry registry, RedisCache cache) throws Exception;

  /**
   * Controls a running role.
   *
   * @param stop stops the role
   * @param observed adds the role's health checks to the endpoints
   * @param broken completes when the role has ended by itself
   */
  record Role(Runnable stop, UnaryOperator<OpsEndpoints> observed, CompletableFuture<Void> broken)
      implements AutoCloseable {
    /** Creates a role that never ends by itself. */
    Role(Runnable stop, UnaryOperator<OpsEndpoints> observed) {
      this(stop, observed, new CompletableFuture<>());
    }

    @Override
    public void close() {
      stop.run();
    }
  }

  /** Returns which setting this role needs and does not have, and what to do; empty if none. */
  Optional<String> missing(Settings settings) {
    return Optional.empty();
  }

  @Override
  public Integer call() throws Exception {
    SettingsOutcome.Loaded loaded = options.load();
    loaded.effective().stream()
        .filter(setting -> !setting.isDefault())
        .forEach(setting -> LOG.info("{}", setting));
    missing(loaded.settings())
        .ifPresent(
            what -> {
              throw new ParameterException(spec.commandLine(), what);
            });
    warnIfOpen(loaded.settings().ops());
    if (!isFree(loaded.settings().ops())) {
      return ExitCode.USAGE.code();
    }
    CountDownLatch stop = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    Thread hook = new Thread(() -> stopAndWait(stop, stopped), "shutdown");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      return run(loaded, stop);
    } finally {
      stopped.countDown();
    }
  }

  private int run(SettingsOutcome.Loaded loaded, CountDownLatch stop) throws Exception {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    StopSignals.handle(stop::countDown);
    AtomicBoolean isBroken = new AtomicBoolean();
    ClockMonitor.start(by -> clockSet(by, isBroken, stop));
    ProcessMetrics process = new ProcessMetrics(registry);
    try (RedisCache cache = opened(loaded.settings(), registry);
        Role role = start(loaded.settings(), registry, cache)) {
      var unused =
          role.broken()
              .thenRun(
                  () -> {
                    LOG.error("{} ends and needs a restart", spec.name());
                    isBroken.set(true);
                    stop.countDown();
                  });
      OpsEndpoints endpoints = new OpsEndpoints(registry, loaded.effective(), cache);
      serveUntil(stop, role.observed().apply(endpoints), loaded.settings());
      LOG.info("Stopping {}", spec.name());
      return isBroken.get() ? ExitCode.BROKEN.code() : 0;
    } finally {
      process.close();
    }
  }

  /* Checks the brokers first, because nothing works without them. */
  private static RedisCache opened(Settings settings, MeterRegistry registry)
      throws ExecutionException, InterruptedException {
    BrokerContact.ask(settings.kafka(), LOG::info);
    return Caches.open(settings, registry);
  }

  /* Runs before the role starts, because a start takes time and moves partitions of other instances. */
  private boolean isFree(OpsConfig ops) {
    if (!ops.enabled()) {
      return true;
    }
    try (ServerSocket tried = new ServerSocket()) {
      tried.bind(new InetSocketAddress(ops.host(), ops.port()));
      return true;
    } catch (IOException e) {
      PrintWriter err = spec.commandLine().getErr();
      err.printf(
          "Cannot listen on %s:%d (%s); set another ocr.ops.port or ocr.ops.host%n",
          ops.host(), ops.port(), e.getMessage());
      err.flush();
      return false;
    }
  }

  /** Warns if others can read the endpoints without a token. */
  static void warnIfOpen(OpsConfig ops) {
    boolean isSilent =
        ops.page() == OpsConfig.WebPage.OFF || ops.page() == OpsConfig.WebPage.FIGURES;
    if (ops.enabled() && !isSilent && ops.token().isEmpty() && !isLoopback(ops.host())) {
      LOG.warn(
          "Everybody who can reach {}:{} sees which documents are read; set ocr.ops.token, or"
              + " ocr.ops.page=figures",
          ops.host(),
          ops.port());
    }
  }

  private static boolean isLoopback(String host) {
    InetSocketAddress address = new InetSocketAddress(host, 0);
    return !address.isUnresolved() && address.getAddress().isLoopbackAddress();
  }

  private void clockSet(Duration by, AtomicBoolean isBroken, CountDownLatch stop) {
    if (by.isNegative()) {
      endSoon(by.negated(), isBroken, stop);
    } else {
      LOG.warn(
          "The clock was set forward by {} s: Kafka clients consider their timeouts expired and"
              + " rejoin their groups",
          by.toSeconds());
    }
  }

  /** Stops the role, or ends the JVM if the Kafka clients do not stop. */
  private void endSoon(Duration back, AtomicBoolean isBroken, CountDownLatch stop) {
    LOG.error(
        "The clock was set back by {} s: Kafka clients would wait until it has caught up; {} ends"
            + " and needs a restart",
        back.toSeconds(),
        spec.name());
    isBroken.set(true);
    stop.countDown();
    long end = System.nanoTime() + END_TIMEOUT.toNanos();
    while (System.nanoTime() - end < 0) {
      LockSupport.parkNanos(END_TIMEOUT.toNanos());
    }
    Runtime.getRuntime().halt(ExitCode.BROKEN.code());
  }

  private void serveUntil(CountDownLatch stop, OpsEndpoints endpoints, Settings settings)
      throws IOException, InterruptedException {
    if (!settings.ops().enabled()) {
      LOG.info("{} runs without endpoints", spec.name());
      stop.await();
      return;
    }
    try (ClusterStatistics statistics =
            ClusterStatistics.follow(
                KafkaClients.names(settings.kafka()), KafkaClients.config(settings.kafka()));
        OpsServer server = endpoints.with(statistics).serve(settings.ops())) {
      LOG.info(
          "{} runs; endpoints at http://{}:{}",
          spec.name(),
          settings.ops().host(),
          server.address().getPort());
      stop.await();
    }
  }

  /** Waits for the orderly stop, because the JVM ends when its shutdown hooks return. */
  private static void stopAndWait(CountDownLatch stop, CountDownLatch stopped) {
    stop.countDown();
    try {
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
