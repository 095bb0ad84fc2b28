/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.simulation;

import io.ocrstream.topology.TopologyParts;
import io.ocrstream.topology.flight.FlightInput;
import io.ocrstream.topology.records.RoutedRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;

/**
 * A task of the topology: a real processor on one partition, and the state that outlives its owner.
 */
final class SimTask {
  /** Maximum number of records that are taken from a partition at once. */
  private static final int BATCH = 8;

  final Kind kind;
  private final int partition;
  private final List<Input> inputs = new ArrayList<>();
  final SimRows rows;
  boolean isOwned;

  /** The processor of the task. */
  enum Kind {
    INTAKE,
    IDENTIFY,
    RECOGNISE
  }

  /** An input partition. */
  private static final class Input {
    final SimLog log;
    final boolean isCompletion;
    long committed;
    long fetched;
    long processed;

    Input(SimLog log, boolean isCompletion) {
      this.log = log;
      this.isCompletion = isCompletion;
    }
  }

  /** A polled record that waits to be processed. */
  record Polled(SimTask task, SimLog.Entry entry, int input) {}

  SimTask(Kind kind, int partition, SimRows rows) {
    this.kind = kind;
    this.partition = partition;
    this.rows = rows;
  }

  SimTask reading(List<SimLog> log, boolean isCompletion) {
    inputs.add(new Input(log.get(partition), isCompletion));
    return this;
  }

  TaskId id() {
    return new TaskId(kind == Kind.INTAKE ? 0 : kind == Kind.IDENTIFY ? 1 : 2, partition);
  }

  /** Polls all partitions. Each is in order, and the partitions are in any order. */
  List<List<Polled>> poll(long now) {
    List<List<Polled>> polled = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      Input input = inputs.get(i);
      int number = i;
      if (input.log.unreachableUntil > now) {
        continue;
      }
      List<Polled> some =
          rows.sabotage().visible(input.log, input.fetched).stream()
              .limit(BATCH)
              .map(entry -> new Polled(this, entry, number))
              .toList();
      if (!some.isEmpty()) {
        input.fetched = some.get(some.size() - 1).entry().offset + 1;
        polled.add(some);
      }
    }
    return polled;
  }

  ConsumerRecord<byte[], byte[]> consumerRecord(Polled polled) {
    return new ConsumerRecord<>(
        inputs.get(polled.input()).log.topic,
        partition,
        polled.entry().offset,
        polled.entry().key,
        polled.entry().value);
  }

  void process(Polled polled, Node node) {
    Input input = inputs.get(polled.input());
    SimLog.Entry entry = polled.entry();
    node.context().comesFrom(input.log, entry.offset);
    node.process(entry, input.isCompletion);
    input.processed = entry.offset + 1;
  }

  /** The processor while an instance owns it. */
  record Node(
      SimContext context,
      Processor<byte[], byte[], byte[], RoutedRecord> intake,
      Processor<byte[], FlightInput, byte[], RoutedRecord> flight,
      boolean isIntake) {
    void process(SimLog.Entry entry, boolean isCompletion) {
      if (isIntake) {
        intake.process(new Record<>(entry.key, entry.value, entry.timestamp));
      } else {
        FlightInput input = new FlightInput(isCompletion, entry.value);
        flight.process(new Record<>(entry.key, input, entry.timestamp));
      }
    }
  }

  /** Creates a real processor from {@code parts}. */
  Node open(TopologyParts parts, SimContext context) {
    Node node =
        new Node(
            context,
            parts.intake(),
            kind == Kind.RECOGNISE ? parts.recogniseFlight() : parts.identifyFlight(),
            kind == Kind.INTAKE);
    if (node.isIntake()) {
      node.intake().init(context.typed());
    } else {
      node.flight().init(context.typed());
    }
    return node;
  }

  /** Takes the changes and, unless a planted defect forgets them, the offsets. */
  void committed(boolean withOffsets) {
    rows.committed();
    if (withOffsets) {
      inputs.forEach(i -> i.committed = i.processed);
    }
  }

  void rolledBack(boolean readAgain) {
    rows.rolledBack();
    if (!readAgain) {
      inputs.forEach(i -> i.committed = i.processed);
    }
    inputs.forEach(
        i -> {
          i.processed = i.committed;
          i.fetched = i.committed;
        });
  }

  /** Returns the offset up to which completions were processed, including transaction markers. */
  long completionsProcessed() {
    return inputs.stream().filter(i -> i.isCompletion).mapToLong(i -> i.committed).sum();
  }

  /** Interleaves records of different partitions at random. */
  static List<Polled> shuffled(List<List<Polled>> partitions, Random random) {
    List<List<Polled>> left = new ArrayList<>();
    partitions.forEach(p -> left.add(new ArrayList<>(p)));
    List<Polled> order = new ArrayList<>();
    while (!left.isEmpty()) {
      int pick = random.nextInt(left.size());
      order.add(left.get(pick).remove(0));
      if (left.get(pick).isEmpty()) {
        left.remove(pick);
      }
    }
    return order;
  }
}
