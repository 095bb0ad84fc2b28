/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.bench;

/**
 * Describes a stream that answers upload events.
 *
 * @param name name in the table
 * @param applicationId its consumer group
 * @param output topic of its results
 * @param start starts it; closing the result stops it
 */
record StreamUnderTest(String name, String applicationId, String output, Start start) {
  /** Starts a stream. */
  @FunctionalInterface
  interface Start {
    AutoCloseable start() throws Exception;
  }
}
