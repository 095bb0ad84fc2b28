/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.ocrstream.embedded.Folders;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Locks a folder for one process, because two servers in one folder would corrupt its data. The
 * lock ends with its process, even after a crash.
 *
 * <p><b>Threading:</b> one thread.
 */
final class DataLock implements AutoCloseable {
  private static final String NAME = ".lock";
  private static final int MAX_PID_BYTES = 20;

  private final FileChannel file;

  private DataLock(FileChannel file) {
    this.file = file;
  }

  /** Signals that another process uses the folder. */
  static final class InUse extends Exception {
    private static final long serialVersionUID = 1;

    InUse(Path folder, String process) {
      super(
          "%s is in use by process %s; stop it, or choose another folder"
              .formatted(folder, process));
    }
  }

  /**
   * Locks {@code folder}, which must exist.
   *
   * @throws InUse if another process, or another caller in this one, holds the lock
   */
  static DataLock take(Path folder) throws IOException, InUse {
    FileChannel file =
        FileChannel.open(
            folder.resolve(NAME),
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(Folders.OWNERS_FILE));
    try {
      if (tryLock(file) == null) {
        throw new InUse(folder, pid(file));
      }
      file.truncate(0);
      file.write(ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(US_ASCII)));
      return new DataLock(file);
    } catch (IOException | InUse e) {
      file.close();
      throw e;
    }
  }

  private static @Nullable FileLock tryLock(FileChannel file) throws IOException {
    try {
      return file.tryLock();
    } catch (OverlappingFileLockException e) {
      // This process holds the lock, which is treated like another process.
      return null;
    }
  }

  private static String pid(FileChannel file) throws IOException {
    ByteBuffer pid = ByteBuffer.allocate(MAX_PID_BYTES);
    int length = file.read(pid, 0);
    return length > 0 ? new String(pid.array(), 0, length, US_ASCII) : "unknown";
  }

  /** Releases the lock. */
  @Override
  public void close() throws IOException {
    file.close();
  }
}
