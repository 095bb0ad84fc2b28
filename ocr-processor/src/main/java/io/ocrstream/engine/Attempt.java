/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Problem;
import java.util.function.Function;
import java.util.function.Supplier;

/** What was tried inside this package: a value, or the problem that kept it from being one. */
public sealed interface Attempt<T> {
  /** One of the two, by case. */
  <R> R fold(Function<T, R> done, Function<Problem, R> failed);

  /** The next step, where this one was done. */
  default <R> Attempt<R> then(Function<T, Attempt<R>> next) {
    return fold(next, Failed::new);
  }

  /** Another try, where this one failed. */
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
