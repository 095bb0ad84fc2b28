/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops;

/**
 * Answers GET requests of one path.
 *
 * <p><b>Threading:</b> any number of threads at once. <b>Bounds:</b> must answer within
 * milliseconds. <b>Fails:</b> an exception becomes a 500 without its message.
 */
@FunctionalInterface
public interface Endpoint {
  /** Returns the answer. */
  HttpAnswer get();
}
