/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** Captures all log events while it is open. */
public final class LogCapture extends AppenderBase<ILoggingEvent> implements AutoCloseable {
  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final List<String> lines = new CopyOnWriteArrayList<>();

  public static LogCapture open() {
    LogCapture capture = new LogCapture();
    capture.start();
    capture.root.addAppender(capture);
    return capture;
  }

  @Override
  protected void append(ILoggingEvent event) {
    Throwable[] cause = {null};
    if (event.getThrowableProxy() instanceof ch.qos.logback.classic.spi.ThrowableProxy proxy) {
      cause[0] = proxy.getThrowable();
    }
    lines.add(event.getLevel() + " " + event.getFormattedMessage() + " " + cause[0]);
  }

  public List<String> lines() {
    return lines;
  }

  /** Returns the number of captured events of the cache that contain {@code text}. */
  public long count(String text) {
    return lines.stream().filter(line -> line.contains(text)).count();
  }

  @Override
  public void close() {
    root.detachAppender(this);
    stop();
  }
}
