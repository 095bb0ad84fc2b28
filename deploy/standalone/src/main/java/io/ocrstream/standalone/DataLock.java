/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone;

import static java.nio.charset.StandardCharsets.US_ASCII;

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
 * Keeps a folder for one process: two servers on one folder damage what the other wrote. The lock
 * ends with its process, however that ends.
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

  /** A folder that another process uses. */
  static final class InUse extends Exception {
    private static final long serialVersionUID = 1;

    InUse(Path folder, String process) {
      super(
          "%s is in use by process %s; end that one, or name another folder"
              .formatted(folder, process));
    }
  }

  /**
   * Takes {@code folder}, which exists.
   *
   * @throws InUse if another process has it, or another caller in this one
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
      // This process has it: the same as another one.
      return null;
    }
  }

  private static String pid(FileChannel file) throws IOException {
    ByteBuffer pid = ByteBuffer.allocate(MAX_PID_BYTES);
    int length = file.read(pid, 0);
    return length > 0 ? new String(pid.array(), 0, length, US_ASCII) : "unknown";
  }

  /** Gives the folder back. */
  @Override
  public void close() throws IOException {
    file.close();
  }
}
