/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops.web;

import java.util.Map;

/**
 * Provides the page with data of the whole cluster.
 *
 * <p><b>Threading:</b> any. <b>Bounds:</b> returns at once, from memory.
 */
interface Cluster extends AutoCloseable {
  /** Returns the latest answers. */
  AnswerLog answers();

  /** Returns the state of the answer feed in lower case. */
  String feed();

  /** Returns the backlog in tasks by kind; an unknown kind is missing. */
  Map<String, Long> backlog();

  @Override
  void close();
}
