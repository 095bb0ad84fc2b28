/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.joran.spi.JoranException;
import ch.qos.logback.core.status.Status;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Tests the real logback.xml in separate contexts, with the variables as properties. */
class LogbackConfigurationTest {
  private static LoggerContext configured(Map<String, String> variables) throws JoranException {
    LoggerContext context = new LoggerContext();
    context.setMDCAdapter(new LogbackMDCAdapter());
    variables.forEach(context::putProperty);
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(
        Objects.requireNonNull(LogbackConfigurationTest.class.getResource("/logback.xml")));
    assertThat(context.getStatusManager().getCopyOfStatusList())
        .noneMatch(status -> status.getEffectiveLevel() >= Status.WARN);
    return context;
  }

  private static Logger root(LoggerContext context) {
    return context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }

  private static ConsoleAppender<ILoggingEvent> appender(LoggerContext context) {
    return (ConsoleAppender<ILoggingEvent>) root(context).getAppender("stderr");
  }

  private static String line(LoggerContext context) {
    Logger logger = context.getLogger("io.ocrstream.ops.Example");
    LoggingEvent event =
        new LoggingEvent(
            Logger.class.getName(), logger, Level.WARN, "{} files", null, new Object[] {3});
    return new String(appender(context).getEncoder().encode(event), UTF_8);
  }

  @Test
  void shouldWriteReadableLinesToStandardErrorWhenNothingIsSet() throws JoranException {
    LoggerContext context = configured(Map.of());

    assertThat(appender(context).getTarget()).isEqualTo("System.err");
    assertThat(root(context).getLevel()).isEqualTo(Level.INFO);
    assertThat(line(context)).matches("\\d{4}-\\S+ WARN .*Example - 3 files\\R");
  }

  @Test
  void shouldWriteAJsonObjectALineWhenAskedFor() throws Exception {
    LoggerContext context = configured(Map.of("OCR_LOG_FORMAT", "json"));

    String line = line(context);

    assertThat(appender(context).getTarget()).isEqualTo("System.err");
    assertThat(line).endsWith("\n").hasLineCount(1);
    JsonNode json = JsonMapper.builder().build().readTree(line);
    assertThat(json.path("formattedMessage").asText()).isEqualTo("3 files");
    assertThat(json.path("level").asText()).isEqualTo("WARN");
    assertThat(json.path("loggerName").asText()).isEqualTo("io.ocrstream.ops.Example");
    assertThat(json.path("timestamp").isIntegralNumber()).isTrue();
  }

  @Test
  void shouldStayReadableWhenTheFormatIsUnknown() throws JoranException {
    assertThat(line(configured(Map.of("OCR_LOG_FORMAT", "yaml")))).contains("Example - 3 files");
  }

  @Test
  void shouldTakeTheLevelWhenSetAndKeepLibrariesQuiet() throws JoranException {
    LoggerContext context = configured(Map.of("OCR_LOG_LEVEL", "DEBUG"));

    assertThat(context.getLogger("io.ocrstream.app").isDebugEnabled()).isTrue();
    for (String library :
        new String[] {
          "org.apache.kafka.clients.consumer.ConsumerConfig",
          "org.apache.kafka.common.utils.AppInfoParser",
          "io.lettuce.core",
          "software.amazon.awssdk.request"
        }) {
      assertThat(context.getLogger(library).isInfoEnabled()).as(library).isFalse();
      assertThat(context.getLogger(library).isWarnEnabled()).as(library).isTrue();
    }
  }
}
