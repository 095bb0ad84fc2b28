/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.app;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.ocrstream.config.Settings;
import io.ocrstream.config.SettingsOutcome;
import picocli.CommandLine.Command;

/** Runs the stream processor against a real cluster. */
@Command(
    name = "processor",
    description = "Run the stream processor against a Kafka cluster and a Redis.",
    mixinStandardHelpOptions = true)
public final class ProcessorCommand extends RoleCommand {
  @Override
  Running start(Settings settings, PrometheusMeterRegistry registry) throws Exception {
    ProcessorRole role = ProcessorRole.start(settings, registry);
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
