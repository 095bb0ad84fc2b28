/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content.file;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * An allowed folder or one below it, for writing. Files in it are reached without following links,
 * as in {@link RootedFile}.
 *
 * <p>Folders are created by path, because Java has no other way. If a link is created at that
 * moment, an empty folder may be created elsewhere, but nothing is written into it.
 *
 * <p><b>Threading:</b> immutable. <b>Fails:</b> with an I/O exception.
 *
 * @param root a real path
 * @param relative the path below the root, without links when it was found; empty for the root
 */
record RootedFolder(Path root, Path relative) {
  /**
   * Finds {@code path} and creates missing folders below a root. Returns empty if the path is
   * neither one of {@code roots} nor below one.
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
      // Another writer created it first, or it is not a folder. Walking down detects the latter.
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
   * Walks down from the root without following links, and applies {@code visit} to the file {@code
   * name}.
   */
  <T> T within(Path name, RootedFile.Visit<T> visit) throws IOException {
    return RootedFile.walk(root, relative.resolve(name), visit);
  }
}
