/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildFilesTest {
  @TempDir private Path folder = Path.of("unset");

  private ChildFiles files;
  private Path document;

  @BeforeEach
  void make() throws IOException {
    files = ChildFiles.in(Files.createDirectory(folder.resolve("child")));
    document = Files.writeString(folder.resolve("document"), "text");
  }

  @Test
  void shouldLendTheSameFile() throws IOException {
    Path lent = files.lend(document);
    assertThat(lent).hasParent(files.documents());
    assertThat(Files.isSameFile(lent, document)).isTrue();
  }

  @Test
  void shouldLendWhatALinkLeadsTo() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), document);
    assertThat(files.lend(link)).isRegularFile().hasContent("text");
  }

  @Test
  void shouldHoldOneDocumentAtATime() throws IOException {
    Path first = files.lend(document);
    Path second = files.lend(Files.writeString(folder.resolve("other"), "other"));
    assertThat(first).doesNotExist();
    files.takeBack();
    assertThat(second).doesNotExist();
    assertThat(document).hasContent("text");
  }

  @Test
  void shouldFailWhenThereIsNoDocument() {
    assertThatThrownBy(() -> files.lend(folder.resolve("none"))).isInstanceOf(IOException.class);
  }

  @Test
  void shouldMoveWhatWasWritten() throws IOException {
    Path target = folder.resolve("answer.pdf");
    Path draft = files.draft(target);
    Files.writeString(draft, "answer");
    files.publish(draft, target);
    assertThat(target).hasContent("answer");
    assertThat(draft).doesNotExist();
  }

  @Test
  void shouldTakeNothingButAPlainFile() throws IOException {
    Path target = folder.resolve("answer.pdf");
    Path draft = files.draft(target);
    assertThatThrownBy(() -> files.publish(draft, target)).isInstanceOf(IOException.class);
    Files.createSymbolicLink(draft, document);
    assertThatThrownBy(() -> files.publish(draft, target)).isInstanceOf(IOException.class);
    assertThat(target).doesNotExist();
  }
}
