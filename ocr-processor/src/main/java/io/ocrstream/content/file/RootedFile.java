/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content.file;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A file below an allowed folder, opened without following links below that folder.
 *
 * <p>Links are followed once, to find the real path, which must be below the real path of a root.
 * The file is then opened by walking down from the root. Each folder is opened relative to the
 * previous one, and links are not followed. A link that is created after the check therefore has no
 * effect.
 *
 * <p><b>Threading:</b> immutable. <b>Fails:</b> with an I/O exception; with {@code
 * NoSuchFileException} also if the path is not a regular file, so that no pipe or device is opened.
 *
 * @param root a real path
 * @param relative the path below the root, without links when it was found
 */
record RootedFile(Path root, Path relative) {
  /** Finds the file at {@code path}; empty if it is below none of {@code roots}. */
  static Optional<RootedFile> find(Path path, List<Path> roots) throws IOException {
    // The name is checked first, so that the existence of files elsewhere is not disclosed.
    if (roots.stream().noneMatch(root -> isBelow(path.normalize(), absolute(root)))) {
      return Optional.empty();
    }
    Path real = real(path);
    for (Path root : roots) {
      if (Files.isDirectory(root)) {
        Path realRoot = root.toRealPath();
        if (isBelow(real, realRoot)) {
          return Optional.of(new RootedFile(realRoot, realRoot.relativize(real)));
        }
      }
    }
    return Optional.empty();
  }

  private static Path real(Path path) throws IOException {
    try {
      return path.toRealPath();
    } catch (FileSystemException e) {
      // Java has no specific exception for a file in place of a folder.
      for (Path above = path.getParent(); above != null; above = above.getParent()) {
        if (Files.isRegularFile(above)) {
          throw new NoSuchFileException("below a file");
        }
      }
      throw e;
    }
  }

  static Path absolute(Path root) {
    return root.toAbsolutePath().normalize();
  }

  private static boolean isBelow(Path path, Path root) {
    return path.startsWith(root) && !path.equals(root);
  }

  /** Returns the current state of the file. */
  FileState state() throws IOException {
    return walk(
        root,
        relative,
        (folder, name) -> {
          BasicFileAttributes attributes =
              folder
                  .getFileAttributeView(
                      name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                  .readAttributes();
          if (!attributes.isRegularFile()) {
            throw new NoSuchFileException("not a regular file");
          }
          return FileState.of(attributes);
        });
  }

  /** Opens the file for reading. */
  SeekableByteChannel open() throws IOException {
    return walk(
        root,
        relative,
        (folder, name) ->
            folder.newByteChannel(
                name, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)));
  }

  /** An operation in the folder that contains the file. */
  interface Visit<T> {
    T at(SecureDirectoryStream<Path> folder, Path name) throws IOException;
  }

  /** Walks down from {@code root} without following links. */
  static <T> T walk(Path root, Path relative, Visit<T> visit) throws IOException {
    try (DirectoryStream<Path> start = Files.newDirectoryStream(root)) {
      if (!(start instanceof SecureDirectoryStream<Path> folder)) {
        throw new FileSystemException(null, null, "cannot be walked without following links");
      }
      return descend(folder, relative, 0, visit);
    }
  }

  private static <T> T descend(
      SecureDirectoryStream<Path> folder, Path relative, int depth, Visit<T> visit)
      throws IOException {
    Path name = relative.getName(depth);
    if (depth == relative.getNameCount() - 1) {
      return visit.at(folder, name);
    }
    try (SecureDirectoryStream<Path> next =
        folder.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
      return descend(next, relative, depth + 1, visit);
    }
  }
}
