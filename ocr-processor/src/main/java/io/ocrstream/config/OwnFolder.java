/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.config;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Creates or checks a folder that only this process's user can write to. The default folders lie in
 * a shared temporary folder. Another user who creates such a folder first could replace a library
 * between its check and its loading, or a document between its hashing and its reading.
 *
 * <p><b>Threading:</b> any.
 */
public final class OwnFolder {
  private static final int ROOT_USER = 0;

  private OwnFolder() {}

  /** Signals that the folder is not safe to use. The message names the setting to change. */
  public static final class RefusedException extends IOException {
    private static final long serialVersionUID = 1;

    RefusedException(String setting, String why) {
      super("The folder of %s %s; create or choose another one".formatted(setting, why));
    }
  }

  /**
   * Creates {@code folder} and its missing parents with access for this process's user only, or
   * checks the existing folder.
   *
   * @param setting the key of the setting that holds the folder, for the message
   * @return the real path of the folder
   * @throws RefusedException if the folder cannot be created, belongs to another user, is writable
   *     by all users, or lies in a folder that another user may have created first
   */
  public static Path ensure(Path folder, String setting) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      create(folder, setting);
    }
    UserPrincipal self = self();
    // Both the link and its target must belong to a trusted user.
    if (!isTrusted(folder, self, LinkOption.NOFOLLOW_LINKS) || !isTrusted(folder, self)) {
      throw new RefusedException(setting, "belongs to another user");
    }
    if (Files.getPosixFilePermissions(folder).contains(PosixFilePermission.OTHERS_WRITE)) {
      throw new RefusedException(setting, "can be written to by all users");
    }
    Path real = folder.toRealPath();
    for (Path above = real.getParent(); above != null; above = above.getParent()) {
      // The owner of a parent folder can replace everything below it.
      if (!isTrusted(above, self) && mayBeMadeByAnyone(above)) {
        throw new RefusedException(setting, "lies in a folder of another user");
      }
    }
    return real;
  }

  private static void create(Path folder, String setting) throws IOException {
    try {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (FileSystemException e) {
      throw new RefusedException(setting, "cannot be created (%s)".formatted(e.getMessage()));
    }
  }

  /**
   * Returns whether {@code folder} lies below the shared temporary folder. Elsewhere, as in a
   * mounted checkout, somebody chose its owner on purpose.
   */
  private static boolean mayBeMadeByAnyone(Path folder) throws IOException {
    Path parent = folder.getParent();
    return parent != null
        && Files.getPosixFilePermissions(parent).contains(PosixFilePermission.OTHERS_WRITE);
  }

  /**
   * Returns whether {@code folder} belongs to {@code self} or to root, which may have installed it
   * in an image.
   */
  private static boolean isTrusted(Path folder, UserPrincipal self, LinkOption... links)
      throws IOException {
    return Files.getOwner(folder, links).equals(self)
        || Files.getAttribute(folder, "unix:uid", links).equals(ROOT_USER);
  }

  /** Deletes a folder with all that is in it; nothing if it does not exist. */
  public static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }

  /* Reads the owner of a new temporary file, because a user in a container may have no name. */
  private static UserPrincipal self() throws IOException {
    Path file = Files.createTempFile("ocr-owner-", null);
    try {
      return Files.getOwner(file);
    } finally {
      Files.delete(file);
    }
  }
}
