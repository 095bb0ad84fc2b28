/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.gateway;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Problem;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The body of an upload, which ends with an {@link IOException} above a number of bytes, and after
 * a time. A read that waits ends by the server's own limit of a pause.
 *
 * <p><b>Threading:</b> one thread.
 */
final class UploadBody extends FilterInputStream {
  private final long maxBytes;
  private final LongSupplier nanoTime;
  private final long deadline;
  private long bytes;
  private @Nullable Problem problem;
  private @Nullable IOException broken;

  UploadBody(InputStream in, long maxBytes, Duration timeout, LongSupplier nanoTime) {
    super(in);
    this.maxBytes = maxBytes;
    this.nanoTime = nanoTime;
    this.deadline = nanoTime.getAsLong() + timeout.toNanos();
  }

  /** Returns why the body ended early; empty if it did not, or if the client is gone. */
  Optional<Problem> problem() {
    return Optional.ofNullable(problem);
  }

  /** Throws the failure of the client's connection, if it failed. */
  void requireConnected() throws IOException {
    if (broken != null) {
      throw broken;
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int from, int length) throws IOException {
    int read = readInTime(buffer, from, length);
    bytes += Math.max(0, read);
    if (bytes > maxBytes) {
      throw ended(FailureCode.TOO_LARGE, "The upload is larger than the limit of bytes");
    }
    return read;
  }

  private int readInTime(byte[] buffer, int from, int length) throws IOException {
    if (nanoTime.getAsLong() - deadline >= 0) {
      throw ended(FailureCode.TIMED_OUT, "The upload took too long");
    }
    try {
      return super.read(buffer, from, length);
    } catch (IOException e) {
      if (isTimeout(e)) {
        throw ended(FailureCode.TIMED_OUT, "The upload paused for too long");
      }
      broken = e;
      throw e;
    }
  }

  private static boolean isTimeout(Throwable e) {
    return e instanceof TimeoutException || e.getCause() instanceof TimeoutException;
  }

  private IOException ended(FailureCode code, String message) {
    problem = Problem.of(code, message);
    return new IOException(message);
  }
}
