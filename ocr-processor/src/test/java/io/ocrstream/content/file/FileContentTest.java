/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ocrstream.content.Content;
import io.ocrstream.content.ContentContractTest;
import io.ocrstream.content.ContentLimits;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Location;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileContentTest extends ContentContractTest {
  @TempDir Path base;

  private Path root() {
    return base.resolve("root");
  }

  @Override
  public ContentLimits limits() throws IOException {
    Files.createDirectories(root());
    return ContentLimits.files(base.resolve("absent"), root());
  }

  @Override
  public String put(String name, byte[] bytes) throws IOException {
    String uri = root().toUri() + name;
    Files.write(Path.of(URI.create(uri)), bytes);
    return uri;
  }

  @Override
  public String forbidden() throws IOException {
    return outside().toUri().toString();
  }

  private Path outside() throws IOException {
    return Files.write(base.resolve("outside.bin"), bytes(5));
  }

  private FailureCode refusal(String uri) {
    FailureCode inspected = problem(content().inspect(at(uri))).code();
    assertThat(problem(content().fetch(at(uri))).code()).isEqualTo(inspected);
    return inspected;
  }

  @Test
  void shouldRefuseWhenASymbolicLinkLeadsOutOfTheRoot() throws IOException {
    Files.createSymbolicLink(root().resolve("link.bin"), outside());
    Files.createSymbolicLink(root().resolve("up"), base);
    assertThat(refusal(root().toUri() + "link.bin")).isEqualTo(FailureCode.FORBIDDEN_LOCATION);
    assertThat(refusal(root().toUri() + "up/outside.bin"))
        .isEqualTo(FailureCode.FORBIDDEN_LOCATION);
  }

  @Test
  void shouldReadWhenASymbolicLinkStaysBelowTheRoot() throws IOException {
    put("target.bin", bytes(6));
    Files.createSymbolicLink(root().resolve("link.bin"), root().resolve("target.bin"));
    assertThat(seen(content().inspect(at(root().toUri() + "link.bin"))).size()).isEqualTo(6);
  }

  @Test
  void shouldReadWhenTheRootIsReachedThroughALink() throws IOException {
    put("a.bin", bytes(6));
    Path link = Files.createSymbolicLink(base.resolve("root-link"), root());
    try (Content linked = open(ContentLimits.files(link), workDir)) {
      assertThat(seen(linked.inspect(at(link.toUri() + "a.bin"))).size()).isEqualTo(6);
    }
  }

  @Test
  void shouldRefuseWhenDotsLeadOutOfTheRoot() throws IOException {
    outside();
    String uri = root().toUri().toString();
    assertThat(refusal(uri + "../outside.bin")).isEqualTo(FailureCode.FORBIDDEN_LOCATION);
    assertThat(refusal(uri + "%2E%2E/outside.bin")).isEqualTo(FailureCode.FORBIDDEN_LOCATION);
    assertThat(refusal(uri + "a%2F..%2F..%2Foutside.bin"))
        .isEqualTo(FailureCode.FORBIDDEN_LOCATION);
    assertThat(refusal(base.toUri() + "root-but-not/x")).isEqualTo(FailureCode.FORBIDDEN_LOCATION);
  }

  /** A link replaces the file between the check and the opening. It must not be followed. */
  @Test
  void shouldNotFollowWhenALinkIsSwappedInAfterTheCheck() throws IOException {
    Files.createDirectories(root().resolve("folder"));
    Files.write(root().resolve("folder/outside.bin"), bytes(4));
    outside();
    Optional<RootedFile> found =
        RootedFile.find(root().resolve("folder/outside.bin"), List.of(root()));
    assertThat(found).isPresent();
    Files.delete(root().resolve("folder/outside.bin"));
    Files.delete(root().resolve("folder"));
    Files.createSymbolicLink(root().resolve("folder"), base);
    assertThatThrownBy(() -> found.get().open()).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> found.get().state()).isInstanceOf(IOException.class);
  }

  /** Neither is a disk failure, which would be retried and delay other files. */
  @Test
  void shouldRefuseWhenThereCanBeNoSuchFile() throws IOException {
    Files.createSymbolicLink(root().resolve("loop"), root().resolve("loop"));
    assertThat(refusal(root().toUri() + "loop")).isEqualTo(FailureCode.NOT_FOUND);
    assertThat(refusal(root().toUri() + "n".repeat(5_000))).isEqualTo(FailureCode.NOT_FOUND);
  }

  @Test
  void shouldRefuseWhenItIsNoRegularFile() throws Exception {
    Files.createDirectories(root().resolve("folder"));
    assertThat(refusal(root().toUri() + "folder")).isEqualTo(FailureCode.NOT_FOUND);
    assertThat(refusal(root().toUri().toString())).isEqualTo(FailureCode.FORBIDDEN_LOCATION);
    Process mkfifo = new ProcessBuilder("mkfifo", root().resolve("pipe").toString()).start();
    assumeTrue(mkfifo.waitFor() == 0, "this file system has no pipes");
    assertThat(refusal(root().toUri() + "pipe")).isEqualTo(FailureCode.NOT_FOUND);
  }

  @Test
  void shouldRefuseWhenAFileStandsWhereAFolderShould() throws IOException {
    String uri = put("file.bin", bytes(3));
    assertThat(refusal(uri + "/below")).isEqualTo(FailureCode.NOT_FOUND);
  }

  @Test
  void shouldRefuseWhenTheFileMayNotBeRead() throws IOException {
    String uri = put("closed.bin", bytes(3));
    Path file = root().resolve("closed.bin");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    assumeTrue(!Files.isReadable(file), "root reads everything");
    assertThat(problem(content().fetch(at(uri))).code()).isEqualTo(FailureCode.ACCESS_DENIED);
  }

  @Test
  void shouldSeeTheChangeWhenSizeStaysAndTimeMovesByAMicrosecond() throws IOException {
    String uri = put("same-size.bin", bytes(8));
    Path file = root().resolve("same-size.bin");
    Instant time = Instant.parse("2026-01-01T00:00:00.000001Z");
    Files.setLastModifiedTime(file, FileTime.from(time));
    Location before = seen(content().inspect(at(uri))).location();
    Files.setLastModifiedTime(file, FileTime.from(time.plus(Duration.ofNanos(1000))));
    assertThat(problem(content().fetch(before)).code()).isEqualTo(FailureCode.OBJECT_CHANGED);
  }

  @Test
  void shouldRefuseWhenInspectedWithoutBytes() throws IOException {
    assertThat(refusal(put("nothing.bin", new byte[0]))).isEqualTo(FailureCode.EMPTY);
  }

  @Test
  void shouldReadWhenTheHostIsLocal() throws IOException {
    String uri = put("local.bin", bytes(9));
    String path = URI.create(uri).getRawPath();
    assertThat(seen(content().inspect(at("file://localhost" + path))).size()).isEqualTo(9);
    assertThat(seen(content().inspect(at("FILE:" + path))).size()).isEqualTo(9);
  }

  @Test
  void shouldRefuseWhenTheUriIsNotOfALocalFile() {
    assertThat(refusal("file://elsewhere/a")).isEqualTo(FailureCode.INVALID_EVENT);
    assertThat(refusal("file:a")).isEqualTo(FailureCode.INVALID_EVENT);
    assertThat(refusal("file:///a?b=c")).isEqualTo(FailureCode.INVALID_EVENT);
    assertThat(refusal("file:///a%00b")).isEqualTo(FailureCode.INVALID_EVENT);
  }

  @Test
  void shouldRefuseWhenTheUriIsNoneOrOfAnotherScheme() {
    assertThat(refusal("file:///a b")).isEqualTo(FailureCode.INVALID_EVENT);
    assertThat(refusal("a/b")).isEqualTo(FailureCode.INVALID_EVENT);
    assertThat(refusal("")).isEqualTo(FailureCode.INVALID_EVENT);
    assertThat(refusal("ftp://127.0.0.1/a")).isEqualTo(FailureCode.FORBIDDEN_LOCATION);
    assertThat(refusal("http://127.0.0.1/a")).isEqualTo(FailureCode.FORBIDDEN_LOCATION);
    assertThat(refusal("jar:file:///a.jar!/b")).isEqualTo(FailureCode.FORBIDDEN_LOCATION);
    assertThat(refusal("https://127.0.0.1/a")).isEqualTo(FailureCode.FORBIDDEN_LOCATION);
    assertThat(refusal("s3://bucket/a")).isEqualTo(FailureCode.FORBIDDEN_LOCATION);
  }
}
