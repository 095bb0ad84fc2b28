/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content;

import io.ocrstream.contracts.Location;
import io.ocrstream.contracts.Outcome;

/**
 * The object stores that documents are read from.
 *
 * <p><b>Threading:</b> any; both methods block, for no longer than the configured timeouts, and end
 * early when the thread is interrupted. <b>Bounds:</b> no more bytes are read than the limit,
 * whatever a header says. <b>Fails:</b> expected failures are outcomes; one attempt each, retrying
 * is the caller's.
 */
public interface Content extends AutoCloseable {
  /** Asks what stands at {@code location}, without reading its bytes. */
  Outcome<Inspected> inspect(Location location);

  /** Reads the bytes at {@code location} into a file of the work folder, hashing them. */
  Outcome<Fetched> fetch(Location location);

  @Override
  void close();
}
