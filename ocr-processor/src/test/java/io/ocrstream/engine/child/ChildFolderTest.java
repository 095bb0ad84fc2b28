/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildFolderTest {
  private static final Duration MOMENT = Duration.ofSeconds(1);

  @TempDir Path parent;

  @Test
  void shouldDeleteAllOfAFolderWhenItsChildHasEnded() throws IOException {
    ChildFolder folders = new ChildFolder(parent);
    Path folder = folders.make();
    Files.writeString(Files.createDirectory(folder.resolve("a")).resolve("b"), "page");

    folders.delete(folder);

    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void shouldLeaveAFolderWhenThisProcessUsesIt() throws IOException {
    Path folder = new ChildFolder(parent).make();

    new ChildFolder(parent).sweep(after(ChildFolder.MIN_UNLOCKED_AGE.multipliedBy(2)));

    assertThat(folder).isDirectoryContaining(path -> path.endsWith(ChildFolder.LOCK));
  }

  @Test
  void shouldDeleteAFolderWhenNobodyHoldsItsLock() throws IOException {
    Path folder = Files.createDirectory(parent.resolve("ocr-child-1"));
    Files.createFile(folder.resolve(ChildFolder.LOCK));
    Files.writeString(folder.resolve("page.png"), "page");

    new ChildFolder(parent).sweep(after(Duration.ZERO));

    assertThat(folder).doesNotExist();
  }

  @Test
  void shouldLeaveAFolderWithoutLockUntilItHasSettled() throws IOException {
    Path folder = Files.createDirectory(parent.resolve("ocr-child-2"));
    ChildFolder folders = new ChildFolder(parent);

    folders.sweep(after(ChildFolder.MIN_UNLOCKED_AGE.minus(MOMENT)));
    assertThat(folder).exists();

    folders.sweep(after(ChildFolder.MIN_UNLOCKED_AGE.plus(MOMENT)));
    assertThat(folder).doesNotExist();
  }

  @Test
  void shouldLeaveWhatIsNoFolderOfOursWhenSweeping() throws IOException {
    Path target = Files.createDirectory(parent.resolve("elsewhere"));
    Files.createSymbolicLink(parent.resolve("ocr-child-link"), target);
    Files.writeString(parent.resolve("ocr-child-file"), "a file");

    new ChildFolder(parent).sweep(after(ChildFolder.MIN_UNLOCKED_AGE.multipliedBy(2)));

    assertThat(parent.resolve("ocr-child-link")).exists();
    assertThat(parent.resolve("ocr-child-file")).exists();
    assertThat(target).exists();
  }

  /** Measures with the clock of the file system, which differs from the test's. */
  private Clock after(Duration time) throws IOException {
    Path now = Files.createTempFile(parent, "now", null);
    Instant written = Files.getLastModifiedTime(now).toInstant();
    Files.delete(now);
    return Clock.fixed(written.plus(time), ZoneOffset.UTC);
  }
}
