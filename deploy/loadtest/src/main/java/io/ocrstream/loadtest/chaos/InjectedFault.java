/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.chaos;

import java.util.Locale;

/** Lists the faults. */
enum InjectedFault {
  /** SIGKILL to a processor, which is restarted. */
  PROCESSOR_KILL,
  /** SIGSTOP to a processor for a while. */
  PROCESSOR_PAUSE,
  /** SIGKILL to a worker, which is restarted. */
  WORKER_KILL,
  /** SIGSTOP to a worker for longer than the lock duration of a task. */
  WORKER_PAUSE,
  /** SIGKILL to a child process that reads pages. */
  ENGINE_KILL,
  /** Redis ends without saving and returns empty. */
  REDIS_KILL,
  /** Redis answers no client for a while. */
  REDIS_PAUSE,
  /** Redis has no memory for writes. */
  REDIS_FULL,
  /** Redis rejects writes, as after the loss of its replicas. */
  REDIS_READ_ONLY,
  /** Redis loses all entries. */
  REDIS_FLUSH,
  /** All connections to Redis are closed. */
  REDIS_CUT,
  /** Connections to Redis stay open and transfer nothing. */
  REDIS_STALL,
  /**
   * Redis ends without saving. Later its replica becomes the primary, and it becomes the replica.
   */
  REDIS_FAILOVER,
  /** The object store takes seconds for each object. */
  STORE_SLOW,
  /** The object store answers 503. */
  STORE_UNAVAILABLE,
  /** The object store truncates bodies. */
  STORE_CUT,
  /** One of several brokers stops without moving its leaderships, and returns. */
  BROKER_DROP,
  /** Other brokers become the coordinators of groups, transactions and share groups. */
  COORDINATOR_MOVE,
  /** Processors are removed from their group repeatedly before it is stable. */
  REBALANCE_STORM;

  /** Returns whether the fault needs several brokers. */
  boolean takesSeveralBrokers() {
    return this == BROKER_DROP || this == COORDINATOR_MOVE;
  }

  /** Returns the name on the command line. */
  String optionName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
