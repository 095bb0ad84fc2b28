/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Manages a child's own folder, through which files are passed to it and back. It contains only the
 * document that the child has open.
 *
 * <p><b>Threading:</b> one thread at a time. <b>Fails:</b> with {@link IOException} if the disk is
 * full or the document has disappeared.
 */
final class ChildFiles {
  private final Path documents;
  private final Path temporary;

  private ChildFiles(Path documents, Path temporary) {
    this.documents = documents;
    this.temporary = temporary;
  }

  /** Creates both parts of {@code folder}. */
  static ChildFiles in(Path folder) throws IOException {
    return new ChildFiles(
        Files.createDirectory(folder.resolve("documents")),
        Files.createDirectory(folder.resolve("tmp")));
  }

  /** Returns the folder that the child may read. */
  Path documents() {
    return documents;
  }

  /** Returns the folder that the child may write. */
  Path temporary() {
    return temporary;
  }

  /** Makes a document readable for the child, by a hard link or else by a copy. */
  Path lend(Path document) throws IOException {
    takeBack();
    Path lent = documents.resolve(document.getFileName());
    try {
      return Files.createLink(lent, document.toRealPath());
    } catch (IOException | UnsupportedOperationException e) {
      // The document is on another file system or belongs to another user.
      return Files.copy(document, lent, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Removes all documents. */
  void takeBack() throws IOException {
    try (var all = Files.newDirectoryStream(documents)) {
      for (Path document : all) {
        Files.delete(document);
      }
    }
  }

  /** Returns the path at which the child writes the file for {@code target}. */
  Path draft(Path target) {
    return temporary.resolve(target.getFileName());
  }

  /**
   * Moves a file that the child wrote to {@code target}.
   *
   * @throws IOException if it is not a regular file, as after an attack
   */
  void publish(Path draft, Path target) throws IOException {
    if (!Files.isRegularFile(draft, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException("The engine process did not write a regular file");
    }
    Files.move(draft, target);
  }
}
