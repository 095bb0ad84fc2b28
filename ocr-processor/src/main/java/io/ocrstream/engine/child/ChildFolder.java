/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child;

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
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Folders for children's temporary files: one that is killed does not clean up after itself, and
 * neither does a worker that is. Each folder holds a file that its worker has locked while it
 * lives; a folder whose lock is free is nobody's, and the next worker deletes it.
 *
 * <p><b>Threading:</b> any.
 */
final class ChildFolder {
  /** A folder without a lock is left alone for so long: its worker may be about to lock it. */
  static final Duration SETTLING = Duration.ofMinutes(1);

  static final String LOCK = ".worker";

  private static final String PREFIX = "ocr-child-";
  private static final Logger LOG = LoggerFactory.getLogger(ChildFolder.class);

  /* Of all instances: closing any channel of a file gives up the process' locks on it, so that a
   * process must not try its own. */
  private static final Map<Path, FileChannel> OWN = new ConcurrentHashMap<>();

  private final Path parent;

  /** Folders in {@code parent}. */
  ChildFolder(Path parent) {
    this.parent = parent;
  }

  /** Folders where temporary files go. */
  static ChildFolder inTemporaryFolder() {
    return new ChildFolder(Path.of(System.getProperty("java.io.tmpdir")));
  }

  /** A new folder, for this user alone. */
  Path make() throws IOException {
    Path folder = Files.createTempDirectory(parent, PREFIX).toRealPath();
    FileChannel channel = open(folder.resolve(LOCK), StandardOpenOption.CREATE_NEW);
    OWN.put(folder, channel);
    FileLock unused = channel.lock();
    return folder;
  }

  /** Deletes a folder and all that is in it. */
  void delete(Path folder) {
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
      release(folder);
    } catch (IOException e) {
      LOG.warn("temporary files of an engine process are left: {}", e.getClass().getSimpleName());
    }
  }

  /** Deletes the folders of workers that are no more. */
  void sweep(Clock clock) {
    Instant settled = clock.instant().minus(SETTLING);
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, PREFIX + "*")) {
      for (Path folder : folders) {
        if (isAbandoned(folder.toRealPath(LinkOption.NOFOLLOW_LINKS), settled)) {
          delete(folder);
        }
      }
    } catch (IOException e) {
      LOG.warn("abandoned temporary files stay: {}", e.getClass().getSimpleName());
    }
  }

  private static boolean isAbandoned(Path folder, Instant settled) {
    // One that cannot be written to is another user's.
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
      // Another user's, or it went just now: either way not ours to delete.
      LOG.debug("a folder is left alone: {}", e.getClass().getSimpleName());
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
