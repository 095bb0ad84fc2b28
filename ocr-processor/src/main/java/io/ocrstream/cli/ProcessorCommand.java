/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cli;

import io.micrometer.core.instrument.MeterRegistry;
import io.ocrstream.app.ProcessorRole;
import io.ocrstream.cache.redis.RedisCache;
import io.ocrstream.config.Settings;
import io.ocrstream.kafka.KafkaClients;
import io.ocrstream.ops.web.WebPage;
import picocli.CommandLine.Command;

/** Runs the stream processor against a real cluster. */
@Command(
    name = "processor",
    description = "Run the stream processor against a Kafka cluster and Redis",
    mixinStandardHelpOptions = true,
    footer = {"", "Examples:", "  ocr processor --config ocr.properties"})
public final class ProcessorCommand extends RoleCommand {
  @Override
  Role start(Settings settings, MeterRegistry registry, RedisCache cache) throws Exception {
    ProcessorRole role = ProcessorRole.start(settings, registry, cache);
    if (!ProcessorRole.showsPage(settings.ops())) {
      return new Role(role::close, endpoints -> endpoints.with(role), role.broken());
    }
    WebPage page =
        WebPage.start(
            settings.ops().page(),
            new WebPage.Sources(
                registry,
                KafkaClients.names(settings.kafka()),
                KafkaClients.config(settings.kafka())),
            null);
    return new Role(
        () -> close(page, role), endpoints -> endpoints.with(role).with(page), role.broken());
  }

  private static void close(WebPage page, ProcessorRole role) {
    page.close();
    role.close();
  }
}
