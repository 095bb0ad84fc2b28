/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.submit;

import java.util.List;

/**
 * Holds the resolved arguments of a run.
 *
 * @param documents in the order of the arguments, and by path within a folder
 * @param allowed locations that the workers must be allowed to read
 * @param problems one message per unusable argument; if there are any, nothing starts
 */
public record Inputs(List<Input> documents, AllowedLocations allowed, List<String> problems) {
  /** Maximum number of documents in one run. */
  static final int MAX_DOCUMENTS = 100_000;

  public Inputs {
    documents = List.copyOf(documents);
    problems = List.copyOf(problems);
  }
}
