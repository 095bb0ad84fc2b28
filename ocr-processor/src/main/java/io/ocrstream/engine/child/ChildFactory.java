/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child;

import io.ocrstream.config.Settings;
import io.ocrstream.config.SettingsText;
import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Problem;
import java.io.IOException;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Brings children up, and says when one is old.
 *
 * <p><b>Threading:</b> any.
 */
final class ChildFactory {
  private final Settings.EngineChild settings;
  private final Messages.Start start;
  private final @Nullable EngineInfo expected;
  private final ChildCommand command;
  private final InstalledFiles installed;
  private final ChildFolder folder = ChildFolder.inTemporaryFolder();

  /**
   * A nursery.
   *
   * @param expected what a child's catalog must say of the default options
   */
  ChildFactory(
      Settings.Engine settings,
      Optional<EngineInfo> expected,
      ChildCommand command,
      InstalledFiles installed) {
    this.settings = settings.child();
    this.start = new Messages.Start(Messages.PROTOCOL, SettingsText.of(settings));
    this.expected = expected.orElse(null);
    this.command = command;
    this.installed = installed;
  }

  /** Deletes what children of workers that were killed have left behind. */
  void tidy() {
    folder.sweep(Clock.systemUTC());
  }

  /** Starts a child, which cannot do anything yet. */
  Child start() throws IOException {
    installed.unpackLibraries();
    return new Child(ChildProcess.start(command, folder), installed);
  }

  /** Makes it ready; what keeps it from being so. It is killed then. */
  Optional<String> greet(Child child) {
    ChildProcess process = child.process();
    try {
      Messages.Ready ready = child.greet(start, settings.startTimeout());
      if (ready.protocol() != Messages.PROTOCOL || !Objects.equals(ready.info(), expected)) {
        process.kill(ExitReason.RETIRED);
        return Optional.of("it is of another version; was the program or a model exchanged?");
      }
      return Optional.empty();
    } catch (LostChildException e) {
      return Optional.of("%s %s".formatted(why(e.problem()), process.lastLine()).strip());
    }
  }

  /** What is said of a page that took too long is not true of a start. */
  private String why(Problem problem) {
    return problem.code() == FailureCode.TIMED_OUT
        ? "It was not ready within %d s.".formatted(settings.startTimeout().toSeconds())
        : problem.message();
  }

  /** Whether it has read its share of pages, or grown too large. */
  boolean isSpent(Child child) {
    return child.pages() >= settings.lifePages() || child.growth() > settings.maxGrowth().bytes();
  }
}
