/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * A value, or the problem that kept it from being made.
 *
 * <p><b>Threading:</b> as the value. <b>Fails:</b> the steps' own exceptions pass through.
 *
 * @param <T> the value's type
 */
public sealed interface Outcome<T> {
  /** A step that may throw {@code X}; without any, the compiler infers an unchecked exception. */
  @FunctionalInterface
  interface Step<A, B, X extends Exception> {
    /** Takes the step. */
    B apply(A from) throws X;
  }

  /** Returns an outcome with a value. */
  static <T> Outcome<T> of(T value) {
    return new Done<>(value);
  }

  /** Returns an outcome with a problem. */
  static <T> Outcome<T> failed(Problem problem) {
    return new Failed<>(problem);
  }

  /** Returns an outcome with a problem of the first attempt. */
  static <T> Outcome<T> failed(FailureCode code, String message) {
    return new Failed<>(Problem.of(code, message));
  }

  /** Returns {@code problem} if there is one, or else the outcome of {@code next}. */
  static <T> Outcome<T> unless(Optional<Problem> problem, Supplier<Outcome<T>> next) {
    return problem.<Outcome<T>>map(Outcome::failed).orElseGet(next);
  }

  /** Returns what {@code done} makes of the value, or {@code failed} of the problem. */
  default <R, X extends Exception> R fold(
      Step<? super T, ? extends R, X> done, Step<? super Problem, ? extends R, X> failed) throws X {
    return this instanceof Done<T> value
        ? done.apply(value.made())
        : failed.apply(((Failed<T>) this).why());
  }

  /** Returns the outcome with {@code next} applied to its value. */
  default <R, X extends Exception> Outcome<R> map(Step<? super T, ? extends R, X> next) throws X {
    return this.<Outcome<R>, X>fold(value -> of(next.apply(value)), Outcome::failed);
  }

  /** Returns the outcome of {@code next}, or this problem. */
  default <R, X extends Exception> Outcome<R> flatMap(Step<? super T, Outcome<R>, X> next)
      throws X {
    return this.<Outcome<R>, X>fold(next, Outcome::failed);
  }

  /** Returns this value, or the outcome of {@code other}. */
  default Outcome<T> or(Supplier<Outcome<T>> other) {
    return fold(Outcome::of, problem -> other.get());
  }

  /** Returns the value; empty if there is a problem. */
  default Optional<T> value() {
    return fold(Optional::of, problem -> Optional.empty());
  }

  /** Returns the problem; empty if there is a value. */
  default Optional<Problem> problem() {
    return fold(value -> Optional.empty(), Optional::of);
  }

  /**
   * An outcome with a value.
   *
   * @param made the value
   */
  record Done<T>(T made) implements Outcome<T> {}

  /**
   * An outcome with a problem.
   *
   * @param why the problem
   */
  record Failed<T>(Problem why) implements Outcome<T> {}
}
