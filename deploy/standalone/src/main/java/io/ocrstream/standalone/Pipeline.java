/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone;

import java.util.Map;

/** Runs everything between upload events and answers: topics, processor and workers. */
@FunctionalInterface
public interface Pipeline {
  /**
   * Creates the topics and starts the parts. Events may be published after it returns.
   *
   * @param settings settings by key, which override the environment and the defaults
   * @return stops the parts when closed
   * @throws Exception if a part does not start; parts that have started are stopped
   */
  AutoCloseable start(Map<String, String> settings) throws Exception;
}
