/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.kafka;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Thrown when the cluster does not meet the requirements. The message lists every problem and its
 * remedy.
 */
public final class ClusterProblems extends RuntimeException {
  private final List<String> problems;
  private final Set<String> subjects;

  /** Creates an exception whose message shows one problem a line. */
  public ClusterProblems(List<String> problems) {
    this(problems, Set.of());
  }

  /**
   * Creates an exception whose message shows one problem a line.
   *
   * @param subjects names of the topics and groups that have a problem of their own
   */
  ClusterProblems(List<String> problems, Set<String> subjects) {
    super("the cluster is not ready:\n  - " + String.join("\n  - ", problems));
    this.problems = List.copyOf(problems);
    this.subjects = Set.copyOf(subjects);
  }

  /** Returns the problems, each as one sentence. */
  public List<String> problems() {
    return problems;
  }

  /** Returns whether one of these topics or groups has a problem of its own. */
  boolean concerns(Collection<String> names) {
    return names.stream().anyMatch(subjects::contains);
  }
}
