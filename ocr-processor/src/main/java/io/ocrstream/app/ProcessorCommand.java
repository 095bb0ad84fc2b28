/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.ocrstream.cache.RedisCache;
import io.ocrstream.config.Settings;
import picocli.CommandLine.Command;

/** Runs the stream processor against a real cluster. */
@Command(
    name = "processor",
    description = "Run the stream processor against a Kafka cluster and a Redis.",
    mixinStandardHelpOptions = true)
public final class ProcessorCommand extends RoleCommand {
  @Override
  Role start(Settings settings, MeterRegistry registry, RedisCache cache) throws Exception {
    ProcessorRole role = ProcessorRole.start(settings, registry, cache);
    return new Role(role::close, endpoints -> endpoints.with(role));
  }
}
