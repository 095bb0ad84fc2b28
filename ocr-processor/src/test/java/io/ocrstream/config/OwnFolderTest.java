/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnFolderTest {
  private static final int ANOTHER_USER = 12_345;
  private static final String SETTING = "ocr.some.folder";

  @TempDir private Path root = Path.of("");

  private static void giveAway(Path path) throws IOException {
    try {
      Files.setAttribute(path, "unix:uid", ANOTHER_USER, LinkOption.NOFOLLOW_LINKS);
    } catch (FileSystemException e) {
      assumeThat(e).as("only root may give files away").isNull();
    }
  }

  @Test
  void shouldMakeTheFolderAndThoseAboveForThisUserAlone() throws IOException {
    Path folder = OwnFolder.ensure(root.resolve("above/folder"), SETTING);

    assertThat(folder).isEqualTo(root.toRealPath().resolve("above/folder"));
    for (Path made : List.of(folder, root.resolve("above"))) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
          .isEqualTo("rwx------");
    }
    assertThatCode(() -> OwnFolder.ensure(folder, SETTING)).doesNotThrowAnyException();
  }

  @Test
  void shouldRefuseTheFolderWhenItCannotBeCreated() throws IOException {
    Path file = Files.createFile(root.resolve("file"));
    assertThatThrownBy(() -> OwnFolder.ensure(file.resolve("folder"), SETTING))
        .isInstanceOf(OwnFolder.RefusedException.class)
        .hasMessageStartingWith("The folder of ocr.some.folder cannot be created (" + file);
  }

  @Test
  void shouldRefuseTheFolderWhenAllUsersMayWriteToIt() throws IOException {
    Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxrwxr-x"));
    assertThatCode(() -> OwnFolder.ensure(root, SETTING)).doesNotThrowAnyException();
    Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThatThrownBy(() -> OwnFolder.ensure(root, SETTING))
        .isInstanceOf(OwnFolder.RefusedException.class)
        .hasMessage(
            "The folder of ocr.some.folder can be written to by all users; create or choose"
                + " another one");
  }

  @Test
  void shouldRefuseTheFolderWhenItOrTheLinkToItIsAnotherUsers() throws IOException {
    Path theirs = Files.createDirectory(root.resolve("theirs"));
    Path ours = Files.createDirectory(root.resolve("ours"));
    Path link = Files.createSymbolicLink(root.resolve("link"), ours);
    assertThat(OwnFolder.ensure(link, SETTING)).isEqualTo(ours.toRealPath());
    giveAway(theirs);
    giveAway(link);
    for (Path folder : List.of(theirs, link)) {
      assertThatThrownBy(() -> OwnFolder.ensure(folder, SETTING))
          .isInstanceOf(OwnFolder.RefusedException.class)
          .hasMessageContaining("belongs to another user");
    }
  }

  /** The owner of a parent folder can replace the folder. */
  @Test
  void shouldRefuseTheFolderWhenOneAboveItIsAnotherUsers() throws IOException {
    Path theirs = Files.createDirectory(root.resolve("theirs"));
    Path ours = Files.createDirectory(theirs.resolve("ours"));
    assertThatCode(() -> OwnFolder.ensure(ours, SETTING)).doesNotThrowAnyException();
    giveAway(theirs);
    assertThatCode(() -> OwnFolder.ensure(ours, SETTING)).doesNotThrowAnyException();
    Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxrwxrwx"));
    for (Path folder : List.of(ours, theirs.resolve("new"))) {
      assertThatThrownBy(() -> OwnFolder.ensure(folder, SETTING))
          .isInstanceOf(OwnFolder.RefusedException.class)
          .hasMessageContaining("lies in a folder of another user");
    }
  }
}
