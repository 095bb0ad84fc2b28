/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child;

import io.ocrstream.contracts.Problem;
import java.io.IOException;

/**
 * The child that work was given to is no more, or there is none to give it to. Never leaves this
 * package: {@link IsolatedDocument} makes an answer of it.
 */
final class LostChildException extends IOException {
  private final Problem problem;
  private final boolean worthAnother;

  /**
   * With what it means for the work in hand.
   *
   * @param worthAnother whether a fresh child may do better
   */
  LostChildException(Problem problem, boolean worthAnother) {
    super(problem.message());
    this.problem = problem;
    this.worthAnother = worthAnother;
  }

  Problem problem() {
    return problem;
  }

  boolean isWorthAnother() {
    return worthAnother;
  }
}
