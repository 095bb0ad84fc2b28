/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.app;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.ocrstream.config.Settings;
import io.ocrstream.config.SettingsOutcome;
import picocli.CommandLine.Command;

/** Runs a worker against a real cluster. */
@Command(
    name = "worker",
    description = "Run a worker against a Kafka cluster, a Redis and object stores.",
    mixinStandardHelpOptions = true)
public final class WorkerCommand extends RoleCommand {
  @Override
  Running start(Settings settings, PrometheusMeterRegistry registry) throws Exception {
    WorkerRole role = WorkerRole.start(settings, registry);
    return new Running() {
      @Override
      public OpsEndpoints endpoints(PrometheusMeterRegistry meters, SettingsOutcome.Loaded loaded) {
        return new OpsEndpoints(meters, loaded.effective(), role.cache()).with(role);
      }

      @Override
      public void close() {
        role.close();
      }
    };
  }
}
