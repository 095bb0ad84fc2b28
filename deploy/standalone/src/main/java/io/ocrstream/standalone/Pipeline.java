/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone;

import java.util.Map;

/** The part between upload events and answers: topics, processor, workers. */
@FunctionalInterface
public interface Pipeline {
  /**
   * Makes the topics and starts the parts. When it returns, events may be published.
   *
   * @param settings by key, over the environment's and the defaults
   * @return stops the parts when it is closed
   * @throws Exception if a part does not start; those that did are stopped
   */
  AutoCloseable start(Map<String, String> settings) throws Exception;
}
