/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.kafka;

import java.util.List;

/**
 * Thrown when the cluster does not meet the requirements. The message lists every problem and its
 * remedy.
 */
public final class ClusterProblems extends RuntimeException {
  private final List<String> problems;

  /** Creates an exception whose message shows one problem a line. */
  public ClusterProblems(List<String> problems) {
    super("the cluster is not ready:\n  - " + String.join("\n  - ", problems));
    this.problems = List.copyOf(problems);
  }

  /** Returns the problems, each as one sentence. */
  public List<String> problems() {
    return problems;
  }
}
