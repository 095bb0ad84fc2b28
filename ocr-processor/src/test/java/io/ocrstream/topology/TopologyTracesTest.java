/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology;

import static io.ocrstream.topology.TopologyEvents.KEY;
import static io.ocrstream.topology.TopologyEvents.PLACE;
import static io.ocrstream.topology.TopologyEvents.hashed;
import static io.ocrstream.topology.TopologyEvents.header;
import static io.ocrstream.topology.TopologyEvents.only;
import static io.ocrstream.topology.TopologyEvents.read;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.RecogniseTask;
import io.ocrstream.contracts.Topic;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that the trace of an event reaches its answer. */
class TopologyTracesTest {
  private final TopologyBench bench;

  TopologyTracesTest(@TempDir Path folder) {
    bench = new TopologyBench(folder);
  }

  @AfterEach
  void stop() {
    bench.close();
  }

  @Test
  void shouldCarryEachEventsOwnTraceToItsAnswer() {
    bench.publish(hashed("e1", PLACE), trace(1));
    bench.publish(hashed("e2", PLACE), trace(2));
    bench.publish(hashed("e3", PLACE));
    TestRecord<byte[], byte[]> task = only(bench.take(Topic.RECOGNISE));
    assertThat(traces(List.of(task))).as("of the one that leads").containsExactly(trace(1));

    long sentAt = Json.readOwn(task.value(), RecogniseTask.class).sentAt();
    bench.complete(Topic.RECOGNISED, KEY.toString(), read(sentAt));
    bench.publish(hashed("e4", PLACE), trace(4));
    bench.publish(hashed("e5", PLACE), "no trace");

    assertThat(traces(bench.take(Topic.RESULTS)))
        .containsExactly(trace(1), trace(2), "none", trace(4), "none");
  }

  @Test
  void shouldCarryTheTraceToFailuresAndDeadLetters() {
    bench.publish("{\"event_id\":\"e1\"}", trace(1));
    bench.publish("[]", trace(2));

    assertThat(traces(bench.take(Topic.FAILURES))).containsExactly(trace(1));
    assertThat(traces(bench.take(Topic.DEAD_LETTERS))).containsExactly(trace(2));
  }

  private static String trace(int number) {
    return "00-4bf92f3577b34da6a3ce929d0e0e473%d-00f067aa0ba902b7-01".formatted(number);
  }

  private static List<String> traces(List<TestRecord<byte[], byte[]>> records) {
    return records.stream()
        .map(record -> record.headers().lastHeader("traceparent"))
        .map(header -> header == null ? "none" : new String(header.value(), UTF_8))
        .toList();
  }
}
