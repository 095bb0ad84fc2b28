/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content;

import io.ocrstream.config.OwnFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of this process for documents while they are read. It is below the configured folder,
 * and other users cannot access it.
 *
 * <p>Its name is {@code content-<process id>-<random>}, and the process holds a lock in it. A
 * folder whose lock is free was left by a dead process and is removed at the next start. A process
 * ID alone is not sufficient, because in a container every process may have ID 1.
 *
 * <p><b>Threading:</b> any. <b>Bounds:</b> none of its own. <b>Fails:</b> opening throws an I/O
 * exception, which stops the start.
 */
public final class WorkFolder implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(WorkFolder.class);
  private static final String PREFIX = "content-";
  private static final String LOCK = "lock";

  /** The longest wait for another process that starts at the same time. */
  static final Duration LOCK_WAIT = Duration.ofSeconds(10);

  private static final Duration LOCK_LOOK = Duration.ofMillis(20);
  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  /*
   * The folders of this process. File locks work between processes only, and a process that opens
   * and closes its own lock file releases the lock. Also the monitor for creating and removing
   * folders.
   */
  private static final Set<Path> OWN = new HashSet<>();

  private final Path folder;
  private final FileChannel lockChannel;

  private WorkFolder(Path folder, FileChannel lockChannel) {
    this.folder = folder;
    this.lockChannel = lockChannel;
  }

  /**
   * Creates a folder below {@code parent} and removes those of dead processes. Creates {@code
   * parent} (0700) if it does not exist.
   *
   * @throws OwnFolder.RefusedException if another user may replace files in {@code parent}
   */
  public static WorkFolder open(Path parent) throws IOException {
    return open(parent, LOCK_WAIT);
  }

  /** Creates a folder, waiting at most {@code lockWait} for other processes that start or hang. */
  public static WorkFolder open(Path parent, Duration lockWait) throws IOException {
    synchronized (OWN) {
      Path root = OwnFolder.ensure(parent, "ocr.worker.work-dir");
      // Held while folders are created and removed, so that no folder is removed before it is
      // locked.
      try (FileChannel gate = lockFile(root.resolve(PREFIX + "start.lock"))) {
        lock(gate, lockWait);
        sweep(root);
        Path folder =
            root.resolve(PREFIX + ProcessHandle.current().pid() + "-" + UUID.randomUUID());
        Files.createDirectory(folder, OWNER_ONLY);
        FileChannel channel = lockFile(folder.resolve(LOCK));
        if (channel.tryLock() == null) {
          channel.close();
          throw new IOException("the lock of a new work folder is taken");
        }
        OWN.add(folder);
        return new WorkFolder(folder, channel);
      }
    }
  }

  private static void lock(FileChannel gate, Duration longest) throws IOException {
    long end = System.nanoTime() + longest.toNanos();
    while (!isLocked(gate)) {
      if (System.nanoTime() - end >= 0) {
        throw new FileSystemException(
            PREFIX + "start.lock",
            null,
            "another process has held the folder of ocr.worker.work-dir locked for %d s: end it, or"
                    .formatted(longest.toSeconds())
                + " name another folder");
      }
      LockSupport.parkNanos(LOCK_LOOK.toNanos());
    }
  }

  private static boolean isLocked(FileChannel gate) throws IOException {
    try {
      return gate.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      // This process holds the lock.
      return false;
    }
  }

  private static FileChannel lockFile(Path file) throws IOException {
    return FileChannel.open(
        file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
  }

  private static void sweep(Path root) throws IOException {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(root, PREFIX + "*-*")) {
      for (Path folder : folders) {
        if (!OWN.contains(folder) && isAbandoned(folder)) {
          log.info("removing what a dead process left in the work folder");
          OwnFolder.delete(folder);
        }
      }
    }
  }

  private static boolean isAbandoned(Path folder) throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try (FileChannel channel = lockFile(folder.resolve(LOCK));
        FileLock lock = channel.tryLock()) {
      return lock != null;
    }
  }

  /** Creates an empty file that only this user can read. */
  public Path newFile() throws IOException {
    return Files.createTempFile(folder, "document-", ".part");
  }

  /** Removes the folder and the files left in it. */
  @Override
  public void close() {
    synchronized (OWN) {
      try {
        OwnFolder.delete(folder);
        OWN.remove(folder);
        lockChannel.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
