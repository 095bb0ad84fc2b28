/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.simulation;

/** Defects that can be planted in a simulated world, to prove that the checks notice them. */
enum Sabotage {
  /** No defect. */
  NONE,
  /** A worker acknowledges before it publishes. */
  ACKNOWLEDGE_BEFORE_PUBLISHING,
  /** A worker caches under the hash that its task claims, whatever bytes it read. */
  CACHE_UNDER_CLAIMED_HASH,
  /** Workers see tasks of aborted or uncommitted transactions. */
  READ_UNCOMMITTED_TASKS,
  /** One waiting event in seven is not stored. */
  FORGET_A_WAITER,
  /** One answered event in seven is not removed. */
  KEEP_AN_ANSWERED_WAITER,
  /** State that a dead processor wrote is kept, although its input is read again. */
  KEEP_STATE_OF_ABORTED,
  /** Output that a dead processor wrote to topics is kept. */
  COMMIT_OUTPUT_OF_ABORTED,
  /** A task is judged lost by its age alone. */
  JUDGE_BY_AGE,
  /** A task is judged lost although its completion has not been processed yet. */
  DO_NOT_AWAIT_COMPLETIONS,
  /** A worker sometimes publishes the text of another key. */
  SWAP_TEXTS
}
