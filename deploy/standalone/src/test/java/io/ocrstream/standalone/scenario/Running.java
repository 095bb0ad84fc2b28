/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone.scenario;

/** A role that runs until it is closed. */
interface Running extends AutoCloseable {
  @Override
  void close();
}
