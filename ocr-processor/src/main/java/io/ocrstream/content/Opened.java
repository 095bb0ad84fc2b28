/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Location;
import io.ocrstream.contracts.Problem;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What {@link Store#open} found. */
public sealed interface Opened {
  /** One of the two, by case. */
  <R> R fold(Function<Body, R> body, Function<Refused, R> refused);

  /** Shorthand for a refusal. */
  static Opened refused(FailureCode code, String message) {
    return new Refused(Problem.of(code, message));
  }

  /**
   * Bytes that are ready to be read.
   *
   * @param location the same, pinned to the state that is read where the store names it
   * @param size bytes as the store says; null where it does not
   * @param stream the bytes; belongs to the receiver, who closes it
   * @param abort gives the rest up at once, also from another thread; closing alone may first read
   *     the rest
   * @param afterwards asked once all bytes were read: whether they were one state of the object
   */
  record Body(
      Location location,
      @Nullable Long size,
      InputStream stream,
      Runnable abort,
      Supplier<Optional<Problem>> afterwards)
      implements Opened {
    @Override
    public <R> R fold(Function<Body, R> body, Function<Refused, R> refused) {
      return body.apply(this);
    }
  }

  /**
   * There are none, or not for us.
   *
   * @param problem why
   */
  record Refused(Problem problem) implements Opened {
    @Override
    public <R> R fold(Function<Body, R> body, Function<Refused, R> refused) {
      return refused.apply(this);
    }
  }
}
