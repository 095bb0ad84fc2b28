/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child;

import io.ocrstream.config.EngineConfig;
import io.ocrstream.config.loader.SettingsText;
import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Problem;
import java.io.IOException;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Starts child processes, and decides when one is replaced.
 *
 * <p><b>Threading:</b> any.
 */
final class ChildFactory {
  private final EngineConfig.Child settings;
  private final Messages.Start start;
  private final @Nullable EngineInfo expected;
  private final ChildCommand command;
  private final InstalledFiles installed;
  private final ChildFolder folder = ChildFolder.inTemporaryFolder();

  /**
   * Creates a factory.
   *
   * @param expected the description that a child's catalog must return for the default options
   */
  ChildFactory(
      EngineConfig settings,
      Optional<EngineInfo> expected,
      ChildCommand command,
      InstalledFiles installed) {
    this.settings = settings.child();
    this.start = new Messages.Start(Messages.PROTOCOL, SettingsText.of(settings));
    this.expected = expected.orElse(null);
    this.command = command;
    this.installed = installed;
  }

  /** Deletes folders left behind by workers that were killed. */
  void tidy() {
    folder.sweep(Clock.systemUTC());
  }

  /** Starts a child process. It cannot work before {@link #awaitReady}. */
  Child start() throws IOException {
    installed.unpackLibraries();
    return new Child(ChildProcess.start(command, folder), installed);
  }

  /** Makes a child ready. Returns why that failed, and kills the child then; empty on success. */
  Optional<StartFailure> awaitReady(Child child) {
    ChildProcess process = child.process();
    try {
      Messages.Ready ready = child.awaitReady(start, settings.startTimeout());
      if (ready.protocol() != Messages.PROTOCOL || !Objects.equals(ready.info(), expected)) {
        process.kill(ExitReason.RETIRED);
        return Optional.of(
            new StartFailure(
                "it has another version of the program or of a model; restart this worker", true));
      }
      return Optional.empty();
    } catch (LostChildException e) {
      String reason = "%s %s".formatted(why(e.problem()), process.lastLine()).strip();
      return Optional.of(new StartFailure(reason, process.isUnavailable()));
    }
  }

  /** The message about a page's time limit does not fit a start. */
  private String why(Problem problem) {
    return problem.code() == FailureCode.TIMED_OUT
        ? "it was not ready within %ds (ocr.engine.child.start-timeout)"
            .formatted(settings.startTimeout().toSeconds())
        : problem.message();
  }

  /** Returns whether the child has read its maximum number of pages or grown too large. */
  boolean isWornOut(Child child) {
    return child.pages() >= settings.lifePages() || child.growth() > settings.maxGrowth().bytes();
  }
}
