/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.ByteArrayInputStream;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class StderrLoggerTest {
  private final Logger log = (Logger) LoggerFactory.getLogger(StderrLogger.class);
  private final Level before = log.getLevel();
  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

  @BeforeEach
  void listen() {
    logged.start();
    log.setLevel(Level.DEBUG);
    log.addAppender(logged);
  }

  @AfterEach
  void stop() {
    log.detachAppender(logged);
    log.setLevel(before);
  }

  @Test
  void shouldCutALineWhenItIsLongerThanTheLimit() {
    String longest = "x".repeat(StderrLogger.MAX_CHARS);
    assertThat(last(longest + "\n")).isEqualTo(longest);
    assertThat(last(longest + "y\n")).isEqualTo(longest);
    assertThat(last("a\tb\u00e9\n\n")).as("what a terminal would act on").isEqualTo("a?b?");
  }

  @Test
  void shouldLogNoMoreLinesThanTheLimitAndStillTakeThem() {
    assertThat(last("line\n".repeat(StderrLogger.MAX_LINES - 1))).isEqualTo("line");
    assertThat(said()).hasSize(StderrLogger.MAX_LINES - 1).allMatch(line -> line.endsWith("line"));

    logged.list.clear();
    assertThat(last("line\n".repeat(StderrLogger.MAX_LINES + 50) + "end\n")).isEqualTo("end");
    assertThat(said()).hasSize(StderrLogger.MAX_LINES).last().asString().endsWith("are not logged");
  }

  private List<String> said() {
    return logged.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  private static String last(String printed) {
    return StderrLogger.of(new ByteArrayInputStream(printed.getBytes(ISO_8859_1)), 1).last();
  }
}
