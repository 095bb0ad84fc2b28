/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.simulation;

/** What can be broken in a simulated world, to show that its checks would notice. */
enum Sabotage {
  /** Nothing is. */
  NONE,
  /** A worker acknowledges, and only then publishes. */
  ACKNOWLEDGE_BEFORE_PUBLISHING,
  /** A worker caches under the hash that its task names, whatever bytes it read. */
  CACHE_UNDER_CLAIMED_HASH,
  /** Workers see tasks of transactions that were or will be aborted. */
  READ_UNCOMMITTED_TASKS,
  /** One waiter in seven is never written. */
  FORGET_A_WAITER,
  /** One answered waiter in seven is not removed. */
  KEEP_AN_ANSWERED_WAITER,
  /** What a dead processor wrote to its store stays, although its input is read again. */
  KEEP_STATE_OF_ABORTED,
  /** What a dead processor wrote to topics stays. */
  COMMIT_OUTPUT_OF_ABORTED,
  /** Work is lost when it is old: a plain timeout. */
  JUDGE_BY_AGE,
  /** Work is judged lost although its completion has not been processed yet. */
  DO_NOT_AWAIT_COMPLETIONS,
  /** A worker publishes, now and then, what it read for another key. */
  SWAP_TEXTS
}
