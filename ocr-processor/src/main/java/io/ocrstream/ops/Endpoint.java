/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops;

/**
 * What stands at one path.
 *
 * <p><b>Threading:</b> any number at once. <b>Bounds:</b> answers within milliseconds.
 * <b>Fails:</b> what it throws becomes a 500 without its message.
 */
@FunctionalInterface
public interface Endpoint {
  /** The answer to GET. */
  HttpAnswer get();
}
