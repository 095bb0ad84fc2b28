/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.kafka;

import java.util.List;

/** The cluster is not what the roles need. The message lists every problem and what to do. */
public final class ClusterProblems extends RuntimeException {
  private final List<String> problems;

  /** One problem a line. */
  public ClusterProblems(List<String> problems) {
    super("the cluster is not ready:\n  - " + String.join("\n  - ", problems));
    this.problems = List.copyOf(problems);
  }

  /** Each a sentence. */
  public List<String> problems() {
    return problems;
  }
}
