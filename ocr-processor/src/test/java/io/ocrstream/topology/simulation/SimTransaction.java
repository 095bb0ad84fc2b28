/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.simulation;

import io.ocrstream.topology.records.Route;
import io.ocrstream.topology.records.RoutedRecord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.streams.processor.api.Record;

/** Holds the records that a process wrote since its last commit, then commits or aborts them. */
final class SimTransaction {
  /** A planted defect of an instance strikes one time in this many. */
  private static final int RARELY = 20;

  final Map<SimLog, List<SimLog.Entry>> written = new LinkedHashMap<>();
  final Set<SimTask> tasks = new HashSet<>();
  boolean isCommitting;
  boolean isDecided;
  private final SimWorld world;

  SimTransaction(SimWorld world) {
    this.world = world;
  }

  boolean strikes(Sabotage defect) {
    return defect.strikes(world.sabotage, world.random, RARELY);
  }

  void write(SimTask from, Record<byte[], RoutedRecord> record) {
    SimLog log = world.kafka.partition(topic(from.kind, record.value().route()), record.key());
    SimLog.Entry entry =
        log.appendPending(record.key(), record.value().value(), record.timestamp());
    written.computeIfAbsent(log, l -> new ArrayList<>()).add(entry);
    tasks.add(from);
    if (record.value().route() == Route.TASK) {
      world.checker.sent(log, entry);
    }
  }

  private static String topic(SimTask.Kind from, Route route) {
    return switch (route) {
      case RESULT -> "ocr.results";
      case FAILURE -> "ocr.failures";
      case DEAD_LETTER -> "ocr.dead-letters";
      case BY_LOCATION -> SimKafka.BY_LOCATION;
      case BY_CONTENT ->
          from == SimTask.Kind.INTAKE ? SimKafka.BY_CONTENT : SimKafka.IDENTIFIED_BY_CONTENT;
      case TASK -> from == SimTask.Kind.IDENTIFY ? "ocr.identify" : "ocr.recognise";
    };
  }

  void decide(boolean committed) {
    isDecided = true;
    for (SimTask task : tasks) {
      if (committed) {
        task.committed(!strikes(Sabotage.FORGET_OFFSETS));
      } else {
        task.rolledBack(world.sabotage != Sabotage.DO_NOT_READ_AGAIN);
      }
    }
  }

  /** Each partition receives a transaction's marker at its own time. */
  void mark(boolean committed, int within, Runnable then) {
    long last = 0;
    for (Map.Entry<SimLog, List<SimLog.Entry>> written : written.entrySet()) {
      long at = world.random.nextInt(within);
      last = Math.max(last, at);
      boolean kept = committed && !strikes(Sabotage.ABORT_A_COMMITTED_PART);
      world.time.in(at, () -> written.getKey().end(written.getValue(), kept));
    }
    world.time.in(last + 1, then);
  }
}
