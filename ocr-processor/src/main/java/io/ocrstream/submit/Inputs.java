/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.submit;

import java.util.List;

/**
 * What the arguments of a run stand for.
 *
 * @param documents in the order of the arguments, within a folder by path
 * @param allowed what the workers must be allowed to read
 * @param problems what cannot be read, one sentence each; then nothing is started
 */
public record Inputs(List<Input> documents, AllowedLocations allowed, List<String> problems) {
  /** Most documents of one run. */
  static final int MAX_DOCUMENTS = 100_000;

  public Inputs {
    documents = List.copyOf(documents);
    problems = List.copyOf(problems);
  }
}
