/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content;

import io.ocrstream.contracts.Location;
import io.ocrstream.contracts.Outcome;

/**
 * The object stores that documents are read from.
 *
 * <p><b>Threading:</b> any; both methods block for at most the configured timeouts, and return
 * early if the thread is interrupted. <b>Bounds:</b> at most the configured number of bytes is
 * read, regardless of headers. <b>Fails:</b> expected failures are outcomes; each call makes one
 * attempt, and the caller retries.
 */
public interface Content extends AutoCloseable {
  /** Asks the store about the object at {@code location} without reading its bytes. */
  Outcome<Inspected> inspect(Location location);

  /** Reads the bytes at {@code location} into a file of the work folder and hashes them. */
  Outcome<Fetched> fetch(Location location);

  @Override
  void close();
}
