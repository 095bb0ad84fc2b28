/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ocrstream.contracts.ContentHash;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallFolderTest {

  @TempDir Path root;

  @Test
  void shouldPublishOnceWhenAskedTwice() throws IOException {
    InstallFolder folder = new InstallFolder(root);
    Path first = folder.publish("set", List.of(item("a", "alpha")), Map.of("link", "a"));
    Path second = folder.publish("set", List.of(item("a", "alpha")), Map.of("link", "a"));
    assertThat(second).isEqualTo(first);
    assertThat(first.resolve("link")).hasContent("alpha");
    assertThat(children()).hasSize(1);
  }

  @Test
  void shouldPublishSideBySideWhenContentDiffers() throws IOException {
    InstallFolder folder = new InstallFolder(root);
    folder.publish("set", List.of(item("a", "alpha")), Map.of());
    folder.publish("set", List.of(item("a", "beta")), Map.of());
    assertThat(children()).hasSize(2);
  }

  @Test
  void shouldRepairWhenAFileWasDamaged() throws IOException {
    InstallFolder folder = new InstallFolder(root);
    Path first = folder.publish("set", List.of(item("a", "alpha")), Map.of());
    Files.writeString(first.resolve("a"), "damage");
    assertThat(folder.publish("set", List.of(item("a", "alpha")), Map.of()).resolve("a"))
        .hasContent("alpha");
    assertThat(children()).hasSize(1);
  }

  @Test
  void shouldHashAFileAgainOnlyWhenItHasChanged() throws IOException {
    InstallFolder folder = new InstallFolder(root);
    List<InstallFolder.Item> items = List.of(item("a", "alpha"));
    Path file = folder.publish("set", items, Map.of()).resolve("a");
    FileTime longAgo = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));
    Files.setLastModifiedTime(file, longAgo);
    folder.publish("set", items, Map.of());

    Files.writeString(file, "ALPHA");
    Files.setLastModifiedTime(file, longAgo);
    assertThat(folder.publish("set", items, Map.of()).resolve("a"))
        .as("neither its size nor its time has changed")
        .hasContent("ALPHA");
    Files.setLastModifiedTime(file, FileTime.from(longAgo.toInstant().plusMillis(1)));
    assertThat(folder.publish("set", items, Map.of()).resolve("a")).hasContent("alpha");
  }

  @Test
  void shouldPublishNothingWhenBytesHaveAnotherChecksum() {
    InstallFolder.Item wrong =
        new InstallFolder.Item("a", item("a", "beta").sha256(), item("a", "alpha").bytes());
    assertThatThrownBy(() -> new InstallFolder(root).publish("set", List.of(wrong), Map.of()))
        .isInstanceOf(IOException.class);
    assertThat(root).isEmptyDirectory();
  }

  @Test
  void shouldAllGetTheSameFolderWhenManyPublishAtOnce() throws Exception {
    int publishers = 8;
    CyclicBarrier start = new CyclicBarrier(publishers);
    ExecutorService threads = Executors.newFixedThreadPool(publishers);
    try {
      List<Future<Path>> all = new ArrayList<>();
      for (int i = 0; i < publishers; i++) {
        all.add(
            threads.submit(
                () -> {
                  start.await();
                  return new InstallFolder(root)
                      .publish("set", List.of(item("a", "alpha")), Map.of());
                }));
      }
      for (Future<Path> each : all) {
        assertThat(each.get().resolve("a")).hasContent("alpha");
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(children()).hasSize(1);
  }

  @Test
  void shouldMakeTheFolderForItsUserAloneWhenThereIsNone() throws IOException {
    Path fresh = root.resolve("fresh");
    new InstallFolder(fresh).publish("set", List.of(item("a", "alpha")), Map.of());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(fresh)))
        .isEqualTo("rwx------");
  }

  @Test
  void shouldRefuseTheFolderWhenAllUsersMayWriteToIt() throws IOException {
    Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxrwxr-x"));
    new InstallFolder(root).publish("set", List.of(item("a", "alpha")), Map.of());
    Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThatThrownBy(
            () -> new InstallFolder(root).publish("set", List.of(item("a", "alpha")), Map.of()))
        .isInstanceOf(EngineUnavailableException.class)
        .hasMessageContaining("ocr.engine.install-dir");
  }

  private List<Path> children() throws IOException {
    try (Stream<Path> all = Files.list(root)) {
      return all.toList();
    }
  }

  private static InstallFolder.Item item(String name, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    String sha256 = HexFormat.of().formatHex(ContentHash.newDigest().digest(bytes));
    return new InstallFolder.Item(name, sha256, () -> new ByteArrayInputStream(bytes));
  }
}
