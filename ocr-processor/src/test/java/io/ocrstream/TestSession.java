/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Prepares a JVM that runs tests: creates its own temporary folder, which the JVM does not create
 * itself, and sets how long and how often tests poll.
 */
public final class TestSession implements LauncherSessionListener {
  /** Long enough for a machine whose load is twenty times its processors. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** Short, but not so short that waiting tests take the processor from those that work. */
  private static final Duration PAUSE = Duration.ofMillis(40);

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    createTempFolder();
    Awaitility.setDefaultTimeout(PATIENCE);
    Awaitility.setDefaultPollDelay(Duration.ZERO);
    Awaitility.setDefaultPollInterval(PAUSE);
    // Kafka consumers may be used by the waiting thread only.
    Awaitility.pollInSameThread();
    // Some tests let stream threads die on purpose.
    Awaitility.doNotCatchUncaughtExceptionsByDefault();
  }

  private static void createTempFolder() {
    try {
      Files.createDirectories(Path.of(System.getProperty("java.io.tmpdir")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
