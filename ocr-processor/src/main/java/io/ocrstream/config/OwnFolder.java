/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;

/**
 * A folder that nobody else may put files into. Its default place is one where any user may make a
 * folder first: whoever did so could exchange a library between our check and its loading, or a
 * document between its hashing and its reading.
 *
 * <p><b>Threading:</b> any.
 */
public final class OwnFolder {
  private static final int ROOT_USER = 0;

  private OwnFolder() {}

  /** The folder is not to be used; the message says which setting names another. */
  public static final class RefusedException extends IOException {
    private static final long serialVersionUID = 1;

    RefusedException(String setting, String why) {
      super("The folder that %s names %s: name or make another.".formatted(setting, why));
    }
  }

  /**
   * Makes {@code folder}, and what is missing above it, for this process' user alone, or checks the
   * one that is there.
   *
   * @param setting names the folder
   * @return its real path
   * @throws RefusedException if it is another user's, writable by all, or below a folder that
   *     another user may have made first
   */
  public static Path ensure(Path folder, String setting) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    UserPrincipal self = self();
    // A link is as little to be trusted as what it leads to.
    if (!isTrusted(folder, self, LinkOption.NOFOLLOW_LINKS) || !isTrusted(folder, self)) {
      throw new RefusedException(setting, "belongs to another user");
    }
    if (Files.getPosixFilePermissions(folder).contains(PosixFilePermission.OTHERS_WRITE)) {
      throw new RefusedException(setting, "can be written to by all users");
    }
    Path real = folder.toRealPath();
    for (Path above = real.getParent(); above != null; above = above.getParent()) {
      // Its owner can put another folder into the place of what is below.
      if (!isTrusted(above, self) && mayBeMadeByAnyone(above)) {
        throw new RefusedException(setting, "lies in a folder of another user");
      }
    }
    return real;
  }

  /** Elsewhere, as in a checkout that is mounted into a container, its owner was chosen. */
  private static boolean mayBeMadeByAnyone(Path folder) throws IOException {
    Path parent = folder.getParent();
    return parent != null
        && Files.getPosixFilePermissions(parent).contains(PosixFilePermission.OTHERS_WRITE);
  }

  /** Root can do as it likes anyway, and may have laid the folder into an image. */
  private static boolean isTrusted(Path folder, UserPrincipal self, LinkOption... links)
      throws IOException {
    return Files.getOwner(folder, links).equals(self)
        || Files.getAttribute(folder, "unix:uid", links).equals(ROOT_USER);
  }

  /* Of a file made for the purpose: a user in a container need not have a name. */
  private static UserPrincipal self() throws IOException {
    Path file = Files.createTempFile("ocr-owner-", null);
    try {
      return Files.getOwner(file);
    } finally {
      Files.delete(file);
    }
  }
}
