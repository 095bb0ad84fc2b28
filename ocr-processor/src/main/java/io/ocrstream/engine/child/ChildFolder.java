/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child;

import io.ocrstream.config.OwnFolder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates folders for the temporary files of child processes, and deletes those of workers that
 * were killed. Each folder contains a file that its worker keeps locked. A folder whose lock is
 * free is abandoned.
 *
 * <p><b>Threading:</b> any.
 */
final class ChildFolder {
  /**
   * Age from which a folder without a lock file counts as abandoned. A younger one may be about to
   * be locked.
   */
  static final Duration MIN_UNLOCKED_AGE = Duration.ofMinutes(1);

  static final String LOCK = ".worker";

  private static final String PREFIX = "ocr-child-";
  private static final Logger LOG = LoggerFactory.getLogger(ChildFolder.class);

  /*
   * Folders of this process. Opening and closing a lock file would release the process' own lock on
   * it, so these are not probed.
   */
  private static final Map<Path, FileChannel> OWN = new ConcurrentHashMap<>();

  private final Path parent;

  /** Creates a manager of folders in {@code parent}. */
  ChildFolder(Path parent) {
    this.parent = parent;
  }

  /** Returns the manager of folders in the temporary folder. */
  static ChildFolder inTemporaryFolder() {
    return new ChildFolder(Path.of(System.getProperty("java.io.tmpdir")));
  }

  /** Creates a folder that only this user can access. */
  Path make() throws IOException {
    Path folder = Files.createTempDirectory(parent, PREFIX).toRealPath();
    FileChannel channel = open(folder.resolve(LOCK), StandardOpenOption.CREATE_NEW);
    OWN.put(folder, channel);
    FileLock unused = channel.lock();
    return folder;
  }

  /** Deletes a folder and its content. */
  void delete(Path folder) {
    try {
      OwnFolder.delete(folder);
      release(folder);
    } catch (IOException e) {
      LOG.warn(
          "Cannot delete temporary files of an engine process: {}", e.getClass().getSimpleName());
    }
  }

  /** Deletes abandoned folders. */
  void sweep(Clock clock) {
    Instant settled = clock.instant().minus(MIN_UNLOCKED_AGE);
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, PREFIX + "*")) {
      for (Path folder : folders) {
        if (isAbandoned(folder.toRealPath(LinkOption.NOFOLLOW_LINKS), settled)) {
          delete(folder);
        }
      }
    } catch (IOException e) {
      LOG.warn("Cannot delete abandoned temporary files: {}", e.getClass().getSimpleName());
    }
  }

  private static boolean isAbandoned(Path folder, Instant settled) {
    // A folder that is not writable belongs to another user.
    if (OWN.containsKey(folder)
        || !Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
        || !Files.isWritable(folder)) {
      return false;
    }
    Path lock = folder.resolve(LOCK);
    try {
      if (!Files.exists(lock, LinkOption.NOFOLLOW_LINKS)) {
        return Files.getLastModifiedTime(folder).toInstant().isBefore(settled);
      }
      try (FileChannel channel = open(lock, StandardOpenOption.WRITE);
          FileLock free = channel.tryLock()) {
        return free != null;
      }
    } catch (IOException e) {
      // The folder belongs to another user or was deleted just now.
      LOG.debug("Skipped a folder of temporary files: {}", e.getClass().getSimpleName());
      return false;
    }
  }

  private static void release(Path folder) throws IOException {
    FileChannel lock = OWN.remove(folder);
    if (lock != null) {
      lock.close();
    }
  }

  private static FileChannel open(Path lock, StandardOpenOption how) throws IOException {
    return FileChannel.open(lock, how, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
  }
}
