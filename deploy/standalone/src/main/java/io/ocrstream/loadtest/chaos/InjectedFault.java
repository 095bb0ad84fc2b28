/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.chaos;

import java.util.Locale;

/** What can go wrong. */
enum InjectedFault {
  /** SIGKILL; it is started again. */
  PROCESSOR_KILL,
  /** SIGSTOP for a while. */
  PROCESSOR_PAUSE,
  /** SIGKILL; it is started again. */
  WORKER_KILL,
  /** SIGSTOP for longer than a task's lock. */
  WORKER_PAUSE,
  /** SIGKILL to a child that reads pages. */
  ENGINE_KILL,
  /** It ends without saving, and comes back empty. */
  REDIS_KILL,
  /** It answers nobody for a while. */
  REDIS_PAUSE,
  /** It has no memory for writes. */
  REDIS_FULL,
  /** It refuses writes, as one that lost its replicas. */
  REDIS_READ_ONLY,
  /** It forgets everything. */
  REDIS_FLUSH,
  /** All its connections end. */
  REDIS_CUT,
  /** Its connections stand, and carry nothing. */
  REDIS_STALL,
  /**
   * It ends without saving; a while later its replica takes its place, and it becomes that one's.
   */
  REDIS_FAILOVER,
  /** Objects take seconds. */
  STORE_SLOW,
  /** The store answers 503. */
  STORE_UNAVAILABLE,
  /** Bodies end in their middle. */
  STORE_CUT,
  /** Of several brokers one goes without handing over, and comes back. */
  BROKER_DROP,
  /** Other brokers become the coordinators of groups, transactions and share groups. */
  COORDINATOR_MOVE,
  /** Processors are put out of their group again and again, before they have settled. */
  REBALANCE_STORM;

  /** Whether one broker is too few for it. */
  boolean takesSeveralBrokers() {
    return this == BROKER_DROP || this == COORDINATOR_MOVE;
  }

  /** As on the command line. */
  String optionName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
