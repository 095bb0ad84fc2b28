/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops.web;

import io.ocrstream.contracts.Outcome;
import java.util.Map;

/**
 * Provides the page with data of the whole cluster.
 *
 * <p><b>Threading:</b> any. <b>Bounds:</b> returns at once, from memory, except {@link #result},
 * which may ask the broker.
 */
interface Cluster extends AutoCloseable {
  /** Returns the latest answers. */
  AnswerLog answers();

  /** Returns a result without credentials; {@code NOT_FOUND} if it is not kept or not shown. */
  Outcome<byte[]> result(AnswerPosition at);

  /** Returns the state of the answer feed in lower case. */
  String feed();

  /** Returns the backlog in tasks by kind; an unknown kind is missing. */
  Map<String, Long> backlog();

  /** Returns the number of slots in the cluster by kind; an unknown kind is missing. */
  Map<String, Long> slots();

  @Override
  void close();
}
