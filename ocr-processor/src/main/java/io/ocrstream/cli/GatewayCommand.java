/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cli;

import io.micrometer.core.instrument.MeterRegistry;
import io.ocrstream.app.GatewayRole;
import io.ocrstream.cache.redis.RedisCache;
import io.ocrstream.config.Settings;
import java.util.Optional;
import picocli.CommandLine.Command;

/** Runs a gateway in front of a real cluster. */
@Command(
    name = "gateway",
    description = "Run the HTTP gateway: POST /ocr for clients without Kafka",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  ocr gateway --set ocr.gateway.location=s3://uploads/gateway",
      "  curl -F file=@document.pdf http://localhost:8000/ocr"
    })
public final class GatewayCommand extends RoleCommand {
  @Override
  Optional<String> missing(Settings settings) {
    return settings.gateway().location().isEmpty()
        ? Optional.of("ocr.gateway.location is not set; set the place of uploads")
        : Optional.empty();
  }

  @Override
  Role start(Settings settings, MeterRegistry registry, RedisCache cache) throws Exception {
    GatewayRole role = GatewayRole.start(settings, registry);
    return new Role(role::close, endpoints -> endpoints.with(role));
  }
}
