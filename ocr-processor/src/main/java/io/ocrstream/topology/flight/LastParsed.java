/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.flight;

import io.ocrstream.contracts.Json;
import org.jspecify.annotations.Nullable;

/**
 * Holds the last parsed landing. A slice of answers shares one array, which is parsed once.
 *
 * <p><b>Threading:</b> stream thread only.
 */
final class LastParsed<T> {
  private final Class<T> type;
  private byte @Nullable [] bytes;
  private @Nullable T value;

  LastParsed(Class<T> type) {
    this.type = type;
  }

  T read(byte[] landing) {
    T known = value;
    if (known == null || bytes != landing) {
      known = Json.readOwn(landing, type);
      bytes = landing;
      value = known;
    }
    return known;
  }
}
