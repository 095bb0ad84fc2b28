/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cli;

import io.micrometer.core.instrument.MeterRegistry;
import io.ocrstream.app.WorkerRole;
import io.ocrstream.cache.redis.RedisCache;
import io.ocrstream.config.Settings;
import picocli.CommandLine.Command;

/** Runs a worker against a real cluster. */
@Command(
    name = "worker",
    description = "Run a worker against a Kafka cluster, Redis and object stores",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  ocr worker --config ocr.properties --set ocr.worker.recognise-slots=4"
    })
public final class WorkerCommand extends RoleCommand {
  @Override
  Role start(Settings settings, MeterRegistry registry, RedisCache cache) throws Exception {
    WorkerRole role = WorkerRole.start(settings, registry, cache);
    return new Role(role::close, endpoints -> endpoints.with(role));
  }
}
