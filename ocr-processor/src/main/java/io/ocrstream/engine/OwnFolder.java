/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;

/**
 * A folder that nobody else may put code into. Its default place is one where any user may make a
 * folder first: whoever did so could exchange a library between our check and its loading.
 *
 * <p><b>Threading:</b> any.
 */
final class OwnFolder {
  private static final int ROOT_USER = 0;

  private OwnFolder() {}

  /**
   * Makes {@code folder} for this process' user alone, or checks the one that is there.
   *
   * @throws EngineUnavailableException if it is another user's, or all users may write to it
   */
  static void ensure(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    UserPrincipal self = self();
    // A link is as little to be trusted as what it leads to.
    if (!isTrusted(folder, self, LinkOption.NOFOLLOW_LINKS) || !isTrusted(folder, self)) {
      throw refused("belongs to another user");
    }
    if (Files.getPosixFilePermissions(folder).contains(PosixFilePermission.OTHERS_WRITE)) {
      throw refused("can be written to by all users");
    }
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

  private static EngineUnavailableException refused(String why) {
    return new EngineUnavailableException(
        "The folder that ocr.engine.install-dir names " + why + ": name or make another.");
  }
}
