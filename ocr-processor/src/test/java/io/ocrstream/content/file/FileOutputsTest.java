/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ocrstream.content.ContentContractTest;
import io.ocrstream.content.ContentLimits;
import io.ocrstream.content.OutputSettings;
import io.ocrstream.content.OutputStore;
import io.ocrstream.content.OutputStoreContractTest;
import io.ocrstream.content.SchemeWriter;
import io.ocrstream.content.schemes.OutputStores;
import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.FailureCode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileOutputsTest extends OutputStoreContractTest {
  @TempDir Path base;

  private Path root() {
    return base.resolve("root");
  }

  @Override
  public OutputSettings settings() throws IOException {
    Files.createDirectories(root());
    Files.createDirectories(base.resolve("outside"));
    return OutputSettings.files(base.resolve("absent"), root());
  }

  @Override
  public OutputStore open(OutputSettings settings) throws IOException {
    return OutputStores.open(settings, ContentLimits.none());
  }

  @Override
  public String document(String name) {
    return "file://" + root() + "/" + name;
  }

  @Override
  public String forbidden() {
    return "file://" + base + "/outside/a.pdf";
  }

  @Override
  public String place() {
    return "file://" + root() + "/all/of/them";
  }

  @Override
  public byte[] read(String uri) throws IOException {
    return Files.readAllBytes(Path.of(URI.create(uri)));
  }

  @Override
  public List<String> list(String uri) throws IOException {
    Path folder = Path.of(URI.create(uri));
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private FailureCode refusal(String document) throws IOException {
    return problem(put(store(), document, bytes())).code();
  }

  private static byte[] bytes() {
    return ContentContractTest.bytes(20);
  }

  @Test
  void shouldRefuseWhenASymbolicLinkLeadsOutOfTheRoot() throws IOException {
    Path outside = base.resolve("outside");
    Files.createSymbolicLink(root().resolve("up"), outside);
    Files.createSymbolicLink(root().resolve("a.pdf.ocr"), outside);
    assertThat(refusal(document("up/a.pdf"))).isEqualTo(FailureCode.OUTPUT_REFUSED);
    assertThat(refusal(document("up/in/a.pdf"))).isEqualTo(FailureCode.OUTPUT_REFUSED);
    assertThat(refusal(document("a.pdf"))).isEqualTo(FailureCode.OUTPUT_REFUSED);
    assertThat(outside).isEmptyDirectory();
  }

  @Test
  void shouldRefuseWhenDotsLeadOutOfTheRoot() throws IOException {
    for (String name : List.of("../outside/a.pdf", "%2E%2E/outside/a.pdf", "x/../../root2/a")) {
      assertThat(refusal(document(name))).as(name).isEqualTo(FailureCode.OUTPUT_REFUSED);
    }
    assertThat(base.resolve("outside")).isEmptyDirectory();
    assertThat(base.resolve("root2")).doesNotExist();
  }

  @Test
  void shouldStoreWhenASymbolicLinkStaysBelowTheRoot() throws IOException {
    Files.createDirectories(root().resolve("real"));
    Files.createSymbolicLink(root().resolve("link"), root().resolve("real"));
    stored(put(store(), document("link/a.pdf"), bytes()));
    assertThat(root().resolve("real/a.pdf.ocr").resolve(NAME)).hasBinaryContent(bytes());
  }

  @Test
  void shouldReplaceALinkAndNotFollowItWhenOneHasTheOutputsName() throws IOException {
    Path secret = Files.writeString(base.resolve("outside/secret"), "secret");
    Path folder = Files.createDirectories(root().resolve("a.pdf.ocr"));
    Files.createSymbolicLink(folder.resolve(NAME), secret);
    stored(put(store(), document("a.pdf"), bytes()));
    assertThat(secret).hasContent("secret");
    assertThat(folder.resolve(NAME)).isRegularFile().hasBinaryContent(bytes());
    assertThat(Files.isSymbolicLink(folder.resolve(NAME))).isFalse();
  }

  /** A link replaces the folder between the check and the opening. It must not be followed. */
  @Test
  void shouldNotFollowWhenALinkIsSwappedInAfterTheCheck() throws IOException {
    Optional<RootedFolder> folder = RootedFolder.make(root().resolve("in/deep"), List.of(root()));
    assertThat(folder).isPresent();
    Files.delete(root().resolve("in/deep"));
    Files.delete(root().resolve("in"));
    Files.createDirectories(base.resolve("outside/deep"));
    Files.createSymbolicLink(root().resolve("in"), base.resolve("outside"));
    assertThatThrownBy(() -> folder.get().within(Path.of("a"), (opened, name) -> name))
        .isInstanceOf(IOException.class);
  }

  @Test
  void shouldStoreInTheRootItselfWhenThatIsThePlace() throws IOException {
    try (OutputStore store = open(settings().at("file://" + root()))) {
      stored(put(store, "https://host.example/a", bytes()));
    }
    assertThat(root().resolve(NAME)).hasBinaryContent(bytes());
  }

  @Test
  void shouldFailWhenAFileStandsWhereTheFolderShould() throws IOException {
    Files.write(root().resolve("a.pdf.ocr"), bytes());
    assertThat(refusal(document("a.pdf"))).isEqualTo(FailureCode.OUTPUT_FAILED);
    Files.write(root().resolve("file"), bytes());
    assertThat(refusal(document("file/a.pdf"))).isEqualTo(FailureCode.OUTPUT_FAILED);
  }

  @Test
  void shouldRefuseWhenTheFolderMayNotBeWritten() throws IOException {
    Path closed = Files.createDirectories(root().resolve("closed"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-xr-xr-x"));
    assumeTrue(!Files.isWritable(closed), "root writes everywhere");
    assertThat(refusal(document("closed/a.pdf"))).isEqualTo(FailureCode.OUTPUT_REFUSED);
  }

  @Test
  void shouldLeaveNothingWhenTheBytesAreNotThoseThatWereHashed() throws IOException {
    URI target = URI.create(document("torn.pdf") + ".ocr/" + NAME);
    SchemeWriter.Output torn =
        new SchemeWriter.Output(file(bytes()), 20, ContentHash.ofBytes(new byte[] {1}), MEDIA_TYPE);
    try (FileOutputs outputs = new FileOutputs(List.of(root()))) {
      assertThat(outputs.write(target, torn))
          .hasValueSatisfying(
              problem -> assertThat(problem.code()).isEqualTo(FailureCode.OUTPUT_FAILED));
    }
    assertThat(root().resolve("torn.pdf.ocr")).isEmptyDirectory();
  }

  @Test
  void shouldRefuseWhenNothingIsAllowed() throws IOException {
    try (OutputStore closed = open(OutputSettings.none())) {
      assertThat(problem(put(closed, document("a.pdf"), bytes())).code())
          .isEqualTo(FailureCode.OUTPUT_REFUSED);
      assertThat(problem(put(closed, "s3://bucket/a.pdf", bytes())).code())
          .isEqualTo(FailureCode.OUTPUT_REFUSED);
    }
  }
}
