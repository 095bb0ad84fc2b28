/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.worker.document;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An output stream into memory that moves all bytes to a file once they exceed a limit.
 *
 * <p><b>Threading:</b> one thread. <b>Bounds:</b> {@code limit} bytes in memory, and the same again
 * while the buffer grows.
 */
final class SpillingOutputStream extends OutputStream {
  private final Path file;
  private final long limit;
  private @Nullable ByteArrayOutputStream held = new ByteArrayOutputStream();
  private @Nullable OutputStream overflow;

  /** Creates a stream that creates {@code file} once there are more than {@code limit} bytes. */
  SpillingOutputStream(Path file, long limit) {
    this.file = file;
    this.limit = limit;
  }

  @Override
  public void write(int oneByte) throws IOException {
    write(new byte[] {(byte) oneByte}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    ByteArrayOutputStream memory = held;
    if (memory != null && (long) memory.size() + length <= limit) {
      memory.write(bytes, offset, length);
      return;
    }
    OutputStream target = opened();
    if (memory != null) {
      memory.writeTo(target);
      held = null;
    }
    target.write(bytes, offset, length);
  }

  private OutputStream opened() throws IOException {
    OutputStream open = overflow;
    if (open == null) {
      open = new BufferedOutputStream(Files.newOutputStream(file, StandardOpenOption.CREATE_NEW));
      overflow = open;
    }
    return open;
  }

  /** Returns all bytes; empty if they are in the file. */
  Optional<byte[]> bytes() {
    return Optional.ofNullable(held).map(ByteArrayOutputStream::toByteArray);
  }

  @Override
  public void flush() throws IOException {
    if (overflow != null) {
      overflow.flush();
    }
  }

  @Override
  public void close() throws IOException {
    if (overflow != null) {
      overflow.close();
    }
  }
}
