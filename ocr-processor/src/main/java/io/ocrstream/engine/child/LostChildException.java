/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child;

import io.ocrstream.contracts.Problem;
import java.io.IOException;

/**
 * Signals that a child ended during its work, or that none is available. {@link IsolatedDocument}
 * converts it to a problem, so it does not leave this package.
 */
final class LostChildException extends IOException {
  private final Problem problem;
  private final boolean worthAnother;

  /**
   * Creates an exception.
   *
   * @param problem the effect on the current work
   * @param worthAnother whether a new child may succeed
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
