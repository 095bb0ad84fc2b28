/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ocrstream.app.ClusterProblems;
import io.ocrstream.app.ProcessorRole;
import io.ocrstream.app.TopicsAdmin;
import io.ocrstream.app.WorkerRole;
import io.ocrstream.config.SettingProblem;
import io.ocrstream.config.Settings;
import io.ocrstream.config.SettingsLoader;
import io.ocrstream.config.SettingsOutcome;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * One processor and one worker in this process.
 *
 * <p>The environment's settings apply, such as an S3 endpoint, below those of the embedded servers.
 */
final class LocalPipeline implements Pipeline {
  private static final Duration READY_TIMEOUT = Duration.ofSeconds(10);
  private static final long READY_POLL_MS = 20;

  private final Map<String, String> environment;

  LocalPipeline(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public AutoCloseable start(Map<String, String> overrides) throws Exception {
    Settings settings = settings(overrides);
    TopicsAdmin.create(settings);
    MeterRegistry registry = new SimpleMeterRegistry();
    // The processor first: it waits for its group while the worker loads the engine.
    ProcessorRole processor = startWhenReady(settings, registry);
    try {
      WorkerRole worker = WorkerRole.start(settings, registry);
      return () -> {
        // The worker hands its last completions to a processor that still runs.
        worker.close();
        processor.close();
      };
    } catch (Exception | Error e) {
      processor.close();
      throw e;
    }
  }

  /** What was just made takes a moment until every request of the broker sees it. */
  private static ProcessorRole startWhenReady(Settings settings, MeterRegistry registry)
      throws Exception {
    long deadline = System.nanoTime() + READY_TIMEOUT.toNanos();
    while (true) {
      try {
        return ProcessorRole.start(settings, registry);
      } catch (ClusterProblems e) {
        if (System.nanoTime() > deadline) {
          throw e;
        }
        TimeUnit.MILLISECONDS.sleep(READY_POLL_MS);
      }
    }
  }

  private Settings settings(Map<String, String> overrides) {
    return SettingsLoader.load(null, environment, overrides)
        .fold(
            SettingsOutcome.Loaded::settings,
            invalid -> {
              throw new IllegalArgumentException(
                  invalid.problems().stream()
                      .map(SettingProblem::message)
                      .collect(Collectors.joining(System.lineSeparator())));
            });
  }
}
