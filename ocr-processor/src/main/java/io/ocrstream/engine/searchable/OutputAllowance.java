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
 * Limits the time and the size of a file that is written.
 *
 * <p><b>Threading:</b> one thread. <b>Fails:</b> with {@link Stopped}, which passes through the PDF
 * library.
 */
final class OutputAllowance {
  private final LongSupplier nanoTime;
  private final long deadline;
  private final long maxBytes;

  OutputAllowance(LongSupplier nanoTime, Duration timeout, long maxBytes) {
    this.nanoTime = nanoTime;
    this.deadline = nanoTime.getAsLong() + timeout.toNanos();
    this.maxBytes = maxBytes;
  }

  /** Signals that the file is not written because of a limit or an output error. */
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

  /** Throws if the time is over. */
  void checkTime() throws Stopped {
    if (nanoTime.getAsLong() - deadline >= 0) {
      throw new Stopped(FailureCode.TIMED_OUT, "Making the searchable PDF exceeded its time limit");
    }
  }

  /** Throws where {@code bytes} exceed the limit. */
  void checkBytes(long bytes) throws Stopped {
    if (bytes > maxBytes) {
      throw new Stopped(
          FailureCode.TOO_LARGE, "The searchable PDF has over %d bytes".formatted(maxBytes));
    }
  }

  /** Returns a stream that enforces both limits. */
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
        throw new Stopped(
            FailureCode.OUTPUT_FAILED,
            "The searchable PDF cannot be written; check the free space for temporary files");
      }
    }
  }
}
