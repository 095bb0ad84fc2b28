/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content;

import io.ocrstream.contracts.Location;
import io.ocrstream.contracts.Outcome;
import java.net.URI;

/**
 * Reads objects of one URI scheme. Each call checks whether the location is allowed before it
 * contacts the store.
 *
 * <p><b>Threading:</b> any; called on a thread that may be interrupted. <b>Bounds:</b> none of its
 * own: {@link DeadlineExecutor} aborts calls that take too long, and {@link BoundedCopy} rejects
 * objects that are too large. <b>Fails:</b> expected failures are values.
 */
public interface Store extends AutoCloseable {
  /**
   * Asks about the object without reading its bytes.
   *
   * @param uri the parsed URI of the location, with this store's scheme
   */
  Outcome<Inspected> inspect(Location location, URI uri, StoreCall exchange);

  /**
   * Opens the object for reading.
   *
   * @param uri the parsed URI of the location, with this store's scheme
   */
  Outcome<Opened> open(Location location, URI uri, StoreCall exchange);

  @Override
  void close();
}
