/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.searchable;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Problem;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The time and the bytes that making a file may take.
 *
 * <p><b>Threading:</b> one thread. <b>Fails:</b> with {@link Stopped}, which finds its way out of a
 * library that writes.
 */
final class OutputAllowance {
  private final LongSupplier nanoTime;
  private final long deadline;
  private final long maxBytes;

  OutputAllowance(LongSupplier nanoTime, Duration budget, long maxBytes) {
    this.nanoTime = nanoTime;
    this.deadline = nanoTime.getAsLong() + budget.toNanos();
    this.maxBytes = maxBytes;
  }

  /** The file will not be made, for a reason that has nothing to do with a defect. */
  static final class Stopped extends IOException {
    private final transient Problem problem;

    Stopped(Problem problem) {
      super(problem.message());
      this.problem = problem;
    }

    Stopped(FailureCode code, String message) {
      this(Problem.of(code, message));
    }

    Problem problem() {
      return problem;
    }
  }

  /** Fails once the time is over. */
  void checkTime() throws Stopped {
    if (nanoTime.getAsLong() - deadline >= 0) {
      throw new Stopped(
          FailureCode.TIMED_OUT, "Making the searchable PDF took longer than it may.");
    }
  }

  /** Fails if so many bytes are too many. */
  void checkBytes(long bytes) throws Stopped {
    if (bytes > maxBytes) {
      throw new Stopped(
          FailureCode.TOO_LARGE, "The searchable PDF has over %d bytes.".formatted(maxBytes));
    }
  }

  /** A stream that keeps to it. */
  OutputStream guard(OutputStream out) {
    return new Guarded(out);
  }

  private final class Guarded extends FilterOutputStream {
    private long written;

    Guarded(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      checkTime();
      written += length;
      checkBytes(written);
      try {
        out.write(bytes, from, length);
      } catch (IOException e) {
        throw new Stopped(FailureCode.OUTPUT_FAILED, "The searchable PDF cannot be written.");
      }
    }
  }
}
