/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.ocrstream.app.Caches;
import io.ocrstream.app.GatewayRole;
import io.ocrstream.app.OpsEndpoints;
import io.ocrstream.app.ProcessorRole;
import io.ocrstream.app.WorkerRole;
import io.ocrstream.cache.redis.RedisCache;
import io.ocrstream.config.OpsConfig;
import io.ocrstream.config.Settings;
import io.ocrstream.config.loader.SettingsLoader;
import io.ocrstream.config.loader.SettingsOutcome;
import io.ocrstream.kafka.KafkaClients;
import io.ocrstream.kafka.TopicsAdmin;
import io.ocrstream.ops.ProcessMetrics;
import io.ocrstream.ops.web.ReadingRow;
import io.ocrstream.ops.web.WebPage;
import io.ocrstream.statistics.ClusterStatistics;
import io.ocrstream.worker.document.ReadingProgress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Runs one processor and one worker in this process.
 *
 * <p>Settings of the environment apply, such as an S3 endpoint; settings of the embedded servers
 * override them.
 */
public final class LocalPipeline implements Pipeline {
  private final Map<String, String> environment;

  /** Creates a pipeline that also uses settings from {@code environment}. */
  public LocalPipeline(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public AutoCloseable start(Map<String, String> overrides) throws Exception {
    SettingsOutcome.Loaded loaded = settings(environment, overrides);
    TopicsAdmin.create(loaded.settings());
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    StartedParts parts = new StartedParts();
    try {
      RedisCache cache = parts.add("cache", Caches.open(loaded.settings(), registry));
      // The processor starts first: it waits for its group while the worker loads the engine.
      ProcessorRole processor =
          parts.add("processor", ProcessorRole.start(loaded.settings(), registry, cache));
      // The worker stops first: its last completions go to a processor that still runs.
      WorkerRole worker = parts.add("worker", WorkerRole.start(loaded.settings(), registry, cache));
      OpsEndpoints endpoints =
          new OpsEndpoints(registry, loaded.effective(), cache).with(processor).with(worker);
      endpoints.with(
          parts.add(
              "statistics",
              ClusterStatistics.follow(
                  KafkaClients.names(loaded.settings().kafka()),
                  KafkaClients.config(loaded.settings().kafka()))));
      parts.add("process metrics", new ProcessMetrics(registry));
      if (loaded.settings().ops().page() != OpsConfig.WebPage.OFF) {
        endpoints.with(page(loaded.settings(), registry, worker, parts));
      }
      if (loaded.settings().gateway().location().isPresent()) {
        endpoints.with(parts.add("gateway", GatewayRole.start(loaded.settings(), registry)));
      }
      parts.add("endpoints", endpoints.serve(loaded.settings().ops()));
      return parts;
    } catch (Exception | Error e) {
      parts.close();
      throw e;
    }
  }

  private static WebPage page(
      Settings settings, PrometheusMeterRegistry registry, WorkerRole worker, StartedParts parts)
      throws IOException {
    // Next to the work folder, in the run's folder.
    Path uploads = settings.worker().workDir().resolveSibling(EmbeddedStack.UPLOADS);
    List<Path> roots = new ArrayList<>();
    for (Path root : settings.content().fileRoots().orElse(List.of())) {
      roots.add(root.toRealPath());
    }
    Path outputs = uploads.resolveSibling(EmbeddedStack.OUTPUTS);
    RunFiles.Places places =
        new RunFiles.Places(
            roots,
            uploads.toRealPath(),
            outputs.toRealPath(),
            settings.content().maxBytes().bytes());
    RunFiles files =
        parts.add(
            "files", new RunFiles(places, worker.engine(), KafkaClients.config(settings.kafka())));
    WebPage page =
        parts.add(
            "page",
            WebPage.start(
                settings.ops().page(),
                new WebPage.Sources(
                    registry,
                    KafkaClients.names(settings.kafka()),
                    KafkaClients.config(settings.kafka())),
                files));
    page.readings(() -> worker.readings().stream().map(reading -> row(reading, files)).toList());
    return page;
  }

  private static ReadingRow row(ReadingProgress.Reading reading, RunFiles files) {
    return new ReadingRow(
        files.name(reading.uri()),
        reading.hash().hex(),
        reading.startedAt(),
        reading.pages() == 0 ? null : reading.pages(),
        reading.done());
  }

  /**
   * Returns the settings of {@code environment}, overridden by {@code overrides}.
   *
   * @throws IllegalArgumentException if they are invalid; the message names every problem
   */
  public static SettingsOutcome.Loaded settings(
      Map<String, String> environment, Map<String, String> overrides) {
    return SettingsLoader.load(null, environment, overrides)
        .orElseThrow(IllegalArgumentException::new);
  }
}
