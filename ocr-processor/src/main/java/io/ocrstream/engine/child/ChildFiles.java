/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A child's own folder, through which files pass between it and its worker: of all documents, it
 * sees the one that it has in hand.
 *
 * <p><b>Threading:</b> one thread at a time. <b>Fails:</b> with {@link IOException}: the disk is
 * full, or the document has gone.
 */
final class ChildFiles {
  private final Path documents;
  private final Path temporary;

  private ChildFiles(Path documents, Path temporary) {
    this.documents = documents;
    this.temporary = temporary;
  }

  /** Makes both parts of {@code folder}. */
  static ChildFiles in(Path folder) throws IOException {
    return new ChildFiles(
        Files.createDirectory(folder.resolve("documents")),
        Files.createDirectory(folder.resolve("tmp")));
  }

  /** What the child may read. */
  Path documents() {
    return documents;
  }

  /** Where the child may write. */
  Path temporary() {
    return temporary;
  }

  /** Puts a document where the child may read it: by a link, or by a copy where none can be. */
  Path lend(Path document) throws IOException {
    takeBack();
    Path lent = documents.resolve(document.getFileName());
    try {
      return Files.createLink(lent, document.toRealPath());
    } catch (IOException | UnsupportedOperationException e) {
      // On another file system, or another user's.
      return Files.copy(document, lent, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Takes all documents away again. */
  void takeBack() throws IOException {
    try (var all = Files.newDirectoryStream(documents)) {
      for (Path document : all) {
        Files.delete(document);
      }
    }
  }

  /** Where the child is to write what {@code target} names. */
  Path draft(Path target) {
    return temporary.resolve(target.getFileName());
  }

  /**
   * Moves what the child has written to {@code target}.
   *
   * @throws IOException if it is no plain file: then it is not what it was asked for
   */
  void publish(Path draft, Path target) throws IOException {
    if (!Files.isRegularFile(draft, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException("no file was written");
    }
    Files.move(draft, target);
  }
}
