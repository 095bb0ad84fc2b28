/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputResolverTest {
  @TempDir private Path folder = Path.of("unset");

  @Test
  void shouldTakeAllFilesSortedWithoutHiddenOnesWhenFolderIsGiven() throws Exception {
    write("b.png", "a/z.tif", ".hidden", ".git/config", "a.png");
    Inputs inputs = InputResolver.resolve(List.of(folder.toString()));
    assertThat(inputs.problems()).isEmpty();
    assertThat(inputs.documents())
        .extracting(Input::documentId)
        .containsExactly("a.png", "a/z.tif", "b.png");
    assertThat(inputs.documents())
        .extracting(Input::textName)
        .containsExactly("a.txt", "a/z.txt", "b.txt");
    assertThat(inputs.allowed().settings())
        .containsOnly(entry("ocr.content.file-roots", folder.toRealPath().toString()));
  }

  @Test
  void shouldKeepExtensionsWhenTextsWouldMeet() throws Exception {
    write("a.png", "a.tif", "b/a.png");
    Inputs inputs = InputResolver.resolve(List.of(folder.toString(), folder + "/a.png"));
    assertThat(inputs.documents())
        .extracting(Input::textName)
        .containsExactly("a.txt", "a.tif.txt", "b/a.txt", "a.png.txt");
  }

  @Test
  void shouldAllowHostsAndBucketsWhenUrisAreGiven() {
    Inputs inputs =
        InputResolver.resolve(
            List.of(
                "https://Example.org/x/y.pdf?sig=1",
                "https://example.org:8443/z.pdf",
                "s3://my_bucket/in/../k.png"));
    assertThat(inputs.problems()).isEmpty();
    assertThat(inputs.documents())
        .extracting(Input::textName)
        .containsExactly("x/y.txt", "z.txt", "in/k.txt");
    assertThat(inputs.allowed().settings())
        .containsOnly(
            entry("ocr.content.https-hosts", "example.org,example.org:8443"),
            entry("ocr.content.https-private", "true"),
            entry("ocr.content.s3-buckets", "my_bucket"));
  }

  @Test
  void shouldEscapeCommasWhenFolderNameHoldsThem() throws Exception {
    Path odd = Files.createDirectory(folder.resolve("a,b"));
    Files.writeString(odd.resolve("x.png"), "x");
    Inputs inputs = InputResolver.resolve(List.of(odd.toUri().toString()));
    assertThat(inputs.allowed().settings().get("ocr.content.file-roots")).endsWith("a\\,b");
  }

  @Test
  void shouldNameEveryProblemWhenInputsCannotBeRead() throws Exception {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    Inputs inputs =
        InputResolver.resolve(
            List.of(folder + "/missing", empty.toString(), "ftp://h/x", "s3://bucket", "https:x"));
    assertThat(inputs.problems()).hasSize(5);
    assertThat(inputs.documents()).isEmpty();
  }

  @Test
  void shouldRefuseMoreThanMaxDocuments() {
    List<String> most = Collections.nCopies(Inputs.MAX_DOCUMENTS, "s3://bucket/a.png");
    assertThat(InputResolver.resolve(most).problems()).isEmpty();

    List<String> oneMore = Collections.nCopies(Inputs.MAX_DOCUMENTS + 1, "s3://bucket/a.png");
    assertThat(InputResolver.resolve(oneMore).problems()).hasSize(1);
  }

  private void write(String... names) throws Exception {
    for (String name : names) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, name);
    }
  }
}
