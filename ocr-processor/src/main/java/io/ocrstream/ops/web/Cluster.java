/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops.web;

import java.util.Map;

/**
 * What the page learns of the whole cluster.
 *
 * <p><b>Threading:</b> any. <b>Bounds:</b> answers at once, from what it knows.
 */
interface Cluster extends AutoCloseable {
  /** The latest answers. */
  AnswerLog answers();

  /** How well they are followed: lower case, for the page. */
  String feed();

  /** Tasks that are not done yet, by kind; a kind that is not known is missing. */
  Map<String, Long> backlog();

  @Override
  void close();
}
