/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.worker.document;

import io.ocrstream.contracts.Problem;
import java.util.function.Function;

/**
 * Something that was made, or why not.
 *
 * @param <T> what is made
 */
public sealed interface Outcome<T> {
  /** One of the two, by case. */
  <R> R fold(Function<T, R> made, Function<Problem, R> failed);

  /** The next step, where this one was done. */
  default <R> Outcome<R> then(Function<T, Outcome<R>> next) {
    return fold(next, Failed::new);
  }

  /** It was made. */
  record Made<T>(T value) implements Outcome<T> {
    @Override
    public <R> R fold(Function<T, R> made, Function<Problem, R> failed) {
      return made.apply(value);
    }
  }

  /** It was not. */
  record Failed<T>(Problem problem) implements Outcome<T> {
    @Override
    public <R> R fold(Function<T, R> made, Function<Problem, R> failed) {
      return failed.apply(problem);
    }
  }
}
