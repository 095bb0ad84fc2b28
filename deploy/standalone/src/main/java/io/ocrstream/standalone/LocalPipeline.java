/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ocrstream.app.ProcessorRole;
import io.ocrstream.app.TopicsAdmin;
import io.ocrstream.app.WorkerRole;
import io.ocrstream.config.SettingProblem;
import io.ocrstream.config.Settings;
import io.ocrstream.config.SettingsLoader;
import io.ocrstream.config.SettingsOutcome;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One processor and one worker in this process.
 *
 * <p>The environment's settings apply, such as an S3 endpoint, below those of the embedded servers.
 */
final class LocalPipeline implements Pipeline {
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
    ProcessorRole processor = ProcessorRole.start(settings, registry);
    try {
      WorkerRole worker = WorkerRole.start(settings, registry);
      return () -> {
        // The worker hands its last completions to a processor that still runs.
        worker.close();
        processor.close();
      };
    } catch (Exception e) {
      processor.close();
      throw e;
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
