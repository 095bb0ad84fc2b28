/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ocrstream.config.OwnFolder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkFolderTest {
  @TempDir Path base;

  /** A process that holds a work folder with a document in it until its input ends. */
  static final class Holder {
    private Holder() {}

    public static void main(String[] arguments) throws IOException {
      try (WorkFolder folder = WorkFolder.open(Path.of(arguments[0]))) {
        System.out.println(folder.newFile());
        if (System.in.read() >= 0) {
          throw new IOException("unexpected input");
        }
      }
    }
  }

  private Path workDir() {
    return base.resolve("a/work");
  }

  private static Path folderOf(Path file) {
    return Objects.requireNonNull(file.getParent());
  }

  private static String rights(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void shouldBeClosedToOthersWhenMade() throws IOException {
    try (WorkFolder folder = WorkFolder.open(workDir())) {
      Path file = folder.newFile();
      assertThat(rights(workDir())).isEqualTo("rwx------");
      assertThat(rights(folderOf(file))).isEqualTo("rwx------");
      assertThat(rights(file)).isEqualTo("rw-------");
      assertThat(String.valueOf(folderOf(file).getFileName()))
          .startsWith("content-" + ProcessHandle.current().pid() + "-");
    }
  }

  @Test
  void shouldBeRemovedWithWhatIsLeftInItWhenClosed() throws IOException {
    WorkFolder folder = WorkFolder.open(workDir());
    Path file = folder.newFile();
    folder.close();
    assertThat(folderOf(file)).doesNotExist();
  }

  @Test
  void shouldLeaveTheOtherAloneWhenOneProcessHasTwo() throws IOException {
    try (WorkFolder first = WorkFolder.open(workDir())) {
      Path file = first.newFile();
      try (WorkFolder second = WorkFolder.open(workDir())) {
        assertThat(second.newFile()).exists();
        assertThat(file).exists();
      }
    }
  }

  /** The lock must survive a second opening in the same process, and end with the process. */
  @Test
  void shouldRemoveWhatADeadProcessLeftAndNothingOfALiveOne() throws Exception {
    Process holder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                workDir().toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader output =
        new BufferedReader(
            new InputStreamReader(holder.getInputStream(), StandardCharsets.UTF_8))) {
      Path held = Path.of(output.readLine());
      WorkFolder.open(workDir()).close();
      assertThat(held).exists();
      holder.destroyForcibly();
      assertThat(holder.waitFor(3, TimeUnit.MINUTES)).isTrue();
      assertThat(held).exists();
      WorkFolder.open(workDir()).close();
      assertThat(held.getParent()).doesNotExist();
    } finally {
      holder.destroyForcibly();
    }
  }

  @Test
  void shouldRefuseAFolderThatOthersMayWriteTo() throws IOException {
    Files.createDirectories(workDir());
    Files.setPosixFilePermissions(workDir(), PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThatThrownBy(() -> WorkFolder.open(workDir()))
        .isInstanceOf(OwnFolder.RefusedException.class)
        .hasMessageContaining("ocr.worker.work-dir");
  }

  /** A stopped process must not block another one longer than that. */
  @Test
  void shouldSaySoWhenTheFolderStaysLocked() throws IOException {
    Files.createDirectories(workDir());
    try (FileChannel gate =
            FileChannel.open(
                workDir().resolve("content-start.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock held = gate.lock()) {
      assertThat(held.isValid()).isTrue();
      assertThatThrownBy(() -> WorkFolder.open(workDir(), Duration.ofMillis(50)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("ocr.worker.work-dir");
    }
    WorkFolder.open(workDir()).close();
  }

  @Test
  void shouldLeaveForeignFilesAloneWhenItSweeps() throws IOException {
    Files.createDirectories(workDir().resolve("engine"));
    Files.write(workDir().resolve("content-notes.txt"), new byte[1]);
    Path link = Files.createSymbolicLink(workDir().resolve("content-1-link"), base);
    WorkFolder.open(workDir()).close();
    assertThat(workDir().resolve("engine")).exists();
    assertThat(workDir().resolve("content-notes.txt")).exists();
    assertThat(link).exists();
    assertThat(base).exists();
  }
}
