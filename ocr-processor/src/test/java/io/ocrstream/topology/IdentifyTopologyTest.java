/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology;

import static io.ocrstream.topology.TopologyBench.payload;
import static io.ocrstream.topology.TopologyEvents.KEY;
import static io.ocrstream.topology.TopologyEvents.PLACE;
import static io.ocrstream.topology.TopologyEvents.event;
import static io.ocrstream.topology.TopologyEvents.hashed;
import static io.ocrstream.topology.TopologyEvents.only;
import static io.ocrstream.topology.TopologyEvents.pinned;
import static io.ocrstream.topology.TopologyEvents.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.contracts.Failure;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Identified;
import io.ocrstream.contracts.IdentifyTask;
import io.ocrstream.contracts.Location;
import io.ocrstream.contracts.Problem;
import io.ocrstream.contracts.RawJson;
import io.ocrstream.contracts.RecogniseTask;
import io.ocrstream.contracts.Recognised;
import io.ocrstream.contracts.Result;
import io.ocrstream.contracts.Source;
import io.ocrstream.contracts.Topic;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the way of events whose content is not known yet. */
class IdentifyTopologyTest {
  private final TopologyBench bench;

  IdentifyTopologyTest(@TempDir Path folder) {
    bench = new TopologyBench(folder);
  }

  @AfterEach
  void stop() {
    bench.close();
  }

  @Test
  void shouldIdentifyFirstWhenContentIsUnknown() {
    bench.publish(event("e1", PLACE));
    IdentifyTask identify = only(bench.take(Topic.IDENTIFY, IdentifyTask.class));
    assertThat(identify.fingerprint()).isEqualTo(KEY.fingerprint());
    bench.complete(
        Topic.IDENTIFIED,
        identify.location().digest(),
        new Identified.Known(identify.sentAt(), KEY, null));
    RecogniseTask recognise = only(bench.take(Topic.RECOGNISE, RecogniseTask.class));
    assertThat(recognise.key()).isEqualTo(KEY);
    bench.complete(Topic.RECOGNISED, KEY.toString(), read(recognise.sentAt()));
    assertThat(only(bench.results()).contentHash()).isEqualTo(KEY.hash());
  }

  @Test
  void shouldAnswerFromCacheWhenIdentifiedContentWasFoundThere() {
    bench.publish(event("e1", PLACE));
    IdentifyTask task = only(bench.take(Topic.IDENTIFY, IdentifyTask.class));
    RawJson found = payload("found");
    bench.complete(
        Topic.IDENTIFIED,
        task.location().digest(),
        new Identified.Known(task.sentAt(), KEY, found));
    Result result = only(bench.results());
    assertThat(result.source()).isEqualTo(Source.CACHE);
    assertThat(result.result()).isEqualTo(found);
    assertThat(bench.take(Topic.RECOGNISE)).isEmpty();
  }

  @Test
  void shouldLookAgainWhenSecondEventOfChangeableLocationArrivesMeanwhile() {
    bench.publish(event("e1", PLACE));
    bench.publish(event("e2", PLACE));
    IdentifyTask first = only(bench.take(Topic.IDENTIFY, IdentifyTask.class));
    bench.complete(
        Topic.IDENTIFIED,
        first.location().digest(),
        new Identified.Known(first.sentAt(), KEY, payload("old")));
    assertThat(bench.results()).extracting(Result::eventId).containsExactly("e1");
    assertThat(bench.take(Topic.IDENTIFY)).hasSize(1);
  }

  @Test
  void shouldIdentifyOnceWhenSecondEventNamesSameState() {
    bench.publish(pinned("e1"));
    bench.publish(pinned("e2"));
    IdentifyTask first = only(bench.take(Topic.IDENTIFY, IdentifyTask.class));
    bench.complete(
        Topic.IDENTIFIED,
        first.location().digest(),
        new Identified.Known(first.sentAt(), KEY, payload("x")));
    assertThat(bench.results()).extracting(Result::eventId).containsExactly("e1", "e2");
    assertThat(bench.take(Topic.IDENTIFY)).isEmpty();
  }

  @Test
  void shouldAnswerFromIndexWhenLocationIsKnown() {
    bench.cache.remember(new Location(PLACE, "tag1"), KEY.hash()).join();
    bench.cache.put(KEY, payload("x")).join();
    bench.publish(pinned("e1"));
    bench.publish(pinned("e2"));
    assertThat(bench.results()).extracting(Result::source).containsOnly(Source.CACHE);
    assertThat(bench.take(Topic.IDENTIFY)).isEmpty();
  }

  @Test
  void shouldFailOnlyEventsOfBadLocationWhenClaimedHashIsWrongThere() {
    bench.publish(hashed("bad", "https://host/bad.png"));
    bench.publish(hashed("good", "https://host/good.png"));
    RecogniseTask task = only(bench.take(Topic.RECOGNISE, RecogniseTask.class));
    bench.complete(
        Topic.RECOGNISED,
        KEY.toString(),
        Recognised.Failed.ofLocation(
            task.sentAt(), Problem.of(FailureCode.HASH_MISMATCH, "other bytes")));
    assertThat(bench.failures()).extracting(Failure::eventId).containsExactly("bad");
    RecogniseTask again = only(bench.take(Topic.RECOGNISE, RecogniseTask.class));
    assertThat(again.location().uri()).isEqualTo("https://host/good.png");
    bench.complete(Topic.RECOGNISED, KEY.toString(), read(again.sentAt()));
    assertThat(bench.results()).extracting(Result::eventId).containsExactly("good");
  }

  @Test
  void shouldSayThatObjectChangedWhenEventClaimedNoHash() {
    bench.publish(event("e1", PLACE));
    IdentifyTask identify = only(bench.take(Topic.IDENTIFY, IdentifyTask.class));
    bench.complete(
        Topic.IDENTIFIED,
        identify.location().digest(),
        new Identified.Known(identify.sentAt(), KEY, null));
    long sentAt = only(bench.take(Topic.RECOGNISE, RecogniseTask.class)).sentAt();
    bench.complete(
        Topic.RECOGNISED,
        KEY.toString(),
        Recognised.Failed.ofLocation(sentAt, Problem.of(FailureCode.HASH_MISMATCH, "other")));
    assertThat(only(bench.failures()).code()).isEqualTo(FailureCode.OBJECT_CHANGED);
  }
}
