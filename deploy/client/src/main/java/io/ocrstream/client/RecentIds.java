/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.client;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Remembers the ids of the newest answers.
 *
 * <p><b>Threading:</b> one thread. <b>Bounds:</b> the number of ids; the oldest is forgotten.
 */
final class RecentIds {
  /** Number of ids that are remembered by default: some ten megabytes. */
  static final int MAX_IDS = 100_000;

  private final int limit;
  private final Set<String> ids = new LinkedHashSet<>();

  RecentIds(int limit) {
    this.limit = limit;
  }

  /** Adds an id; returns whether it is new. */
  boolean add(String id) {
    if (!ids.add(id)) {
      return false;
    }
    if (ids.size() > limit) {
      var oldest = ids.iterator();
      oldest.next();
      oldest.remove();
    }
    return true;
  }

  boolean contains(String id) {
    return ids.contains(id);
  }
}
