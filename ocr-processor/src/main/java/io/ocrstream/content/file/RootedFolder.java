/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content.file;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A folder that is an allowed one or below one, and is reached in no other way; as {@link
 * RootedFile}, for writing.
 *
 * <p>Folders are made by path: Java has no other way. Should a link be swapped in at that moment,
 * an empty folder may be made elsewhere; nothing is ever written into it.
 *
 * <p><b>Threading:</b> immutable. <b>Fails:</b> with an I/O exception.
 *
 * @param root a real path
 * @param relative below it, without links when it was found; empty for the root itself
 */
record RootedFolder(Path root, Path relative) {
  /**
   * Finds {@code path}, and makes what is missing of it below a root; empty when it is not to be in
   * or below any of {@code roots}.
   */
  static Optional<RootedFolder> make(Path path, List<Path> roots) throws IOException {
    Path folder = path.normalize();
    if (roots.stream().map(RootedFile::absolute).noneMatch(folder::startsWith)) {
      return Optional.empty();
    }
    if (Files.isDirectory(folder)) {
      return find(folder.toRealPath(), roots);
    }
    Path above = folder.getParent();
    Optional<RootedFolder> parent = above == null ? Optional.empty() : make(above, roots);
    if (parent.isEmpty()) {
      return Optional.empty();
    }
    Path made = parent.get().root().resolve(parent.get().relative()).resolve(folder.getFileName());
    try {
      Files.createDirectory(made);
    } catch (FileAlreadyExistsException e) {
      // Another output's writer was quicker; or it is no folder, which going down will tell.
      return find(made.toRealPath(), roots);
    }
    return find(made, roots);
  }

  private static Optional<RootedFolder> find(Path real, List<Path> roots) throws IOException {
    for (Path root : roots) {
      if (Files.isDirectory(root)) {
        Path realRoot = root.toRealPath();
        if (real.startsWith(realRoot)) {
          return Optional.of(new RootedFolder(realRoot, realRoot.relativize(real)));
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Goes down from the root and into no link, and does something there to the file {@code name}.
   */
  <T> T within(Path name, RootedFile.Visit<T> visit) throws IOException {
    return RootedFile.walk(root, relative.resolve(name), visit);
  }
}
