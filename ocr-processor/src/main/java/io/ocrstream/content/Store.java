/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content;

import io.ocrstream.contracts.Location;
import io.ocrstream.contracts.Outcome;
import java.net.URI;

/**
 * One scheme's way to its objects. Whether a location is allowed is decided here, each time, before
 * anything is asked of it.
 *
 * <p><b>Threading:</b> any; called on a thread that may be interrupted. <b>Bounds:</b> none of its
 * own: {@link DeadlineExecutor} cuts what takes too long, {@link BoundedCopy} what is too large.
 * <b>Fails:</b> expected failures are values.
 */
public interface Store extends AutoCloseable {
  /**
   * Asks what stands there.
   *
   * @param uri the location's, parsed, of this store's scheme
   */
  Outcome<Inspected> inspect(Location location, URI uri, StoreCall exchange);

  /**
   * Begins to read what stands there.
   *
   * @param uri the location's, parsed, of this store's scheme
   */
  Outcome<Opened> open(Location location, URI uri, StoreCall exchange);

  @Override
  void close();
}
