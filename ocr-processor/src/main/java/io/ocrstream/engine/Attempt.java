/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Problem;
import java.util.function.Function;
import java.util.function.Supplier;

/** The result of an operation of the engine: a value, or the problem that prevented it. */
public sealed interface Attempt<T> {
  /** Applies the function of the case at hand. */
  <R> R fold(Function<T, R> done, Function<Problem, R> failed);

  /** Runs {@code next} on the value; passes a problem on. */
  default <R> Attempt<R> then(Function<T, Attempt<R>> next) {
    return fold(next, Failed::new);
  }

  /** Returns this value, or the result of {@code other} where there is a problem. */
  default Attempt<T> orElse(Supplier<Attempt<T>> other) {
    return fold(Done::new, problem -> other.get());
  }

  static <T> Attempt<T> done(T value) {
    return new Done<>(value);
  }

  static <T> Attempt<T> failed(FailureCode code, String message) {
    return new Failed<>(Problem.of(code, message));
  }

  record Done<T>(T value) implements Attempt<T> {
    @Override
    public <R> R fold(Function<T, R> done, Function<Problem, R> failed) {
      return done.apply(value);
    }
  }

  record Failed<T>(Problem problem) implements Attempt<T> {
    @Override
    public <R> R fold(Function<T, R> done, Function<Problem, R> failed) {
      return failed.apply(problem);
    }
  }
}
