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
 * A file that is below an allowed folder, and is reached in no other way.
 *
 * <p>Links are followed once, to find the real path; that one must be below the real path of a
 * root. From the root on it is then walked folder by folder, each opened relative to the one before
 * and none through a link. So a link that is put in place after the check leads nowhere.
 *
 * <p><b>Threading:</b> immutable. <b>Fails:</b> with an I/O exception; {@code NoSuchFileException}
 * also for what is no regular file, so that no pipe or device is opened.
 *
 * @param root a real path
 * @param relative below it, without links when it was found
 */
record RootedFile(Path root, Path relative) {
  /** Finds {@code path}; empty when it is below none of {@code roots}. */
  static Optional<RootedFile> find(Path path, List<Path> roots) throws IOException {
    // First by name alone, so that nobody learns of files elsewhere whether they exist.
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
      // A file where a folder should be has no exception of its own.
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

  /** Its state now. */
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

  /** Opens it for reading. */
  SeekableByteChannel open() throws IOException {
    return walk(
        root,
        relative,
        (folder, name) ->
            folder.newByteChannel(
                name, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)));
  }

  /** What is done in the folder that holds the file. */
  interface Visit<T> {
    T at(SecureDirectoryStream<Path> folder, Path name) throws IOException;
  }

  /** Goes down from {@code root}, and into no link. */
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
