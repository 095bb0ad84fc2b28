/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.simulation;

import java.util.List;
import java.util.Random;

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
  SWAP_TEXTS,
  /** A worker sometimes acknowledges a task and publishes nothing. */
  LOSE_A_COMPLETION,
  /** A worker sometimes publishes a completion to another partition. */
  COMPLETE_IN_ANOTHER_PARTITION,
  /** A worker sometimes reports a good document as damaged. */
  BLAME_A_GOOD_DOCUMENT,
  /** A worker sometimes reads another object than its task names. */
  IDENTIFY_ANOTHER_OBJECT,
  /** A worker trusts the index for locations whose objects can change. */
  TRUST_THE_INDEX,
  /** The cache sometimes returns the payload of another key. */
  RETURN_ANOTHER_PAYLOAD,
  /** The index of locations sometimes returns another location's hash. */
  RETURN_ANOTHER_HASH,
  /** The share group sometimes delivers a task that another worker holds. */
  DELIVER_A_HELD_TASK,
  /** The share group takes a released task as done. */
  FORGET_RELEASED_TASKS,
  /** The share group sometimes skips a task. */
  SKIP_A_TASK,
  /** The start of a share group is reported one record too far. */
  REPORT_TOO_FAR,
  /** The age of waiting tasks is unknown, and taken for none. */
  SEE_NO_WAITING_TASKS,
  /** A row of a flight is sometimes not stored. */
  FORGET_A_FLIGHT,
  /** A row of a flight is sometimes not removed. */
  KEEP_A_FLIGHT,
  /** A scan of a store misses its last row. */
  MISS_THE_LAST_ROW,
  /** Only every second row of an aborted transaction is undone. */
  UNDO_HALF,
  /** A store is empty after its owner died. */
  LOSE_THE_STORE,
  /** Input is not read again after its transaction was aborted. */
  DO_NOT_READ_AGAIN,
  /** Committed offsets are sometimes not stored. */
  FORGET_OFFSETS,
  /** A record is sometimes processed twice. */
  PROCESS_TWICE,
  /** A record is sometimes not processed. */
  SKIP_A_RECORD,
  /** An answer is sometimes sent twice. */
  ANSWER_TWICE,
  /** An answer is sometimes not sent. */
  DROP_AN_ANSWER,
  /** A task is sometimes sent twice. */
  SEND_A_TASK_TWICE,
  /** A task is sometimes not sent. */
  DROP_A_TASK,
  /** A request to a flight is sometimes not sent. */
  DROP_A_REQUEST,
  /** A committed transaction is sometimes aborted in one partition. */
  ABORT_A_COMMITTED_PART,
  /** A worker sometimes caches the text of another document, and publishes the right one. */
  CACHE_ANOTHER_TEXT,
  /** A worker sometimes stores another hash in the index of locations. */
  REMEMBER_ANOTHER_HASH,
  /** A worker accepts a task although nobody confirmed that its completion is durable. */
  ACCEPT_WITHOUT_CONFIRMATION,
  /** A worker fails a task at its second delivery, as if it was the last. */
  GIVE_UP_TOO_SOON,
  /** A worker reports that an object does not exist while the store is down. */
  MISS_OBJECTS_IN_AN_OUTAGE,
  /** The cache sometimes returns a failure for a document that was read. */
  RETURN_A_FAILURE,
  /** The locks of dead workers never end. */
  KEEP_LOCKS_OF_THE_DEAD,
  /** The topology reads records of aborted or uncommitted transactions. */
  READ_UNCOMMITTED_REQUESTS,
  /** The topology reads on behind an open transaction, without its records. */
  READ_PAST_OPEN_TRANSACTIONS,
  /** A task of the topology has no timers. */
  NEVER_PUNCTUATE,
  /** An answer is sometimes replaced by the answer before it. */
  REPEAT_THE_LAST_ANSWER,
  /** Rows that were removed are back after their owner died. */
  BRING_ROWS_BACK,
  /** A store returns values as of the last commit. */
  READ_STALE_ROWS;

  /** Returns the records that the topology sees from {@code offset} on. */
  List<SimLog.Entry> visible(SimLog log, long offset) {
    return switch (this) {
      case READ_UNCOMMITTED_REQUESTS ->
          log.all(offset).stream().filter(e -> !e.isMarker()).toList();
      case READ_PAST_OPEN_TRANSACTIONS ->
          log.all(offset).stream().filter(SimLog.Entry::isCommitted).toList();
      default -> log.committed(offset);
    };
  }

  /** Returns whether this defect is planted and strikes now, one time in {@code times}. */
  boolean strikes(Sabotage planted, Random random, int times) {
    return this == planted && random.nextInt(times) == 0;
  }
}
