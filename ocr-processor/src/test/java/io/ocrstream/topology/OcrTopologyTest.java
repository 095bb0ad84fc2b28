/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology;

import static io.ocrstream.topology.TopologyBench.key;
import static io.ocrstream.topology.TopologyBench.payload;
import static io.ocrstream.topology.TopologyEvents.KEY;
import static io.ocrstream.topology.TopologyEvents.PLACE;
import static io.ocrstream.topology.TopologyEvents.hashed;
import static io.ocrstream.topology.TopologyEvents.header;
import static io.ocrstream.topology.TopologyEvents.only;
import static io.ocrstream.topology.TopologyEvents.pinned;
import static io.ocrstream.topology.TopologyEvents.read;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.contracts.ErrorHeader;
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
import io.ocrstream.topology.flight.CacheRecheck;
import io.ocrstream.topology.flight.FlightProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the shape of the topology, and the way of events whose content is known. */
class OcrTopologyTest {
  private final TopologyBench bench;

  OcrTopologyTest(@TempDir Path folder) {
    bench = new TopologyBench(folder);
  }

  @AfterEach
  void stop() {
    bench.close();
  }

  /**
   * Names of nodes, stores and internal topics are part of a running system: changing one strands
   * state and waiting events. If this test fails because of an intended change, drain the old
   * version first, say so in CHANGELOG.md, and regenerate the file with {@code
   * -Docr.golden.write=true}.
   */
  @Test
  void shouldNotChangeShapeUnintentionally() throws IOException {
    Path golden = Path.of("src/test/resources/topology.txt");
    String actual = bench.topology.describe().toString();
    if (Boolean.getBoolean("ocr.golden.write")) {
      Files.writeString(golden, actual);
    }
    assertThat(actual).isEqualTo(Files.readString(golden));
    assertThat(bench.topology.describe().subtopologies()).hasSize(4);
  }

  @Test
  void shouldAnswerWithTheVeryBytesWhenPayloadIsCached() {
    RawJson stored = payload("caf\\u00e9");
    bench.cache.put(KEY, stored).join();
    bench.publish(hashed("e1", PLACE));
    bench.publish(hashed("e2", "https://host/b.png"));
    List<Result> results = bench.results();
    assertThat(results).extracting(Result::eventId).containsExactly("e1", "e2");
    assertThat(results).allSatisfy(r -> assertThat(r.source()).isEqualTo(Source.CACHE));
    assertThat(results).allSatisfy(r -> assertThat(r.result()).isEqualTo(stored));
    assertThat(bench.take(Topic.RECOGNISE)).isEmpty();
  }

  @Test
  void shouldReadOnceWhenSecondEventOfSameContentArrives() {
    bench.publish(hashed("e1", PLACE));
    bench.publish(hashed("e2", "https://host/b.png"));
    RecogniseTask task = only(bench.take(Topic.RECOGNISE, RecogniseTask.class));
    assertThat(task.key()).isEqualTo(KEY);
    assertThat(task.location()).isEqualTo(new Location(PLACE, null));
    assertThat(bench.results()).isEmpty();

    RawJson read = payload("read");
    bench.complete(
        Topic.RECOGNISED, KEY.toString(), new Recognised.Read(task.sentAt(), read, false, 5L, 7L));
    bench.publish(hashed("e3", PLACE));
    List<Result> results = bench.results();
    assertThat(results).extracting(Result::eventId).containsExactly("e1", "e2", "e3");
    assertThat(results)
        .extracting(Result::source)
        .containsExactly(Source.OCR, Source.COALESCED, Source.COALESCED);
    assertThat(results).allSatisfy(r -> assertThat(r.result()).isEqualTo(read));
    assertThat(results.get(0).timings().readMs()).isEqualTo(7);
    assertThat(results.get(1).timings().readMs()).isNull();
  }

  /** Regression: such an event waited for a worker, behind all waiting tasks. */
  @Test
  void shouldAnswerFromTheCacheWhileTheTaskWaitsWhenTheFirstLookUpWasNotAnswered() {
    bench.cache.put(KEY, payload("kept")).join();
    bench.cache.setDown(true);
    bench.publish(hashed("e1", PLACE));
    bench.publish(pinned("e2"));
    IdentifyTask task = only(bench.take(Topic.IDENTIFY, IdentifyTask.class));
    bench.complete(
        Topic.IDENTIFIED,
        task.location().digest(),
        new Identified.Known(task.sentAt(), KEY, null, true));
    assertThat(bench.results()).isEmpty();

    bench.cache.setDown(false);
    bench.driver.advanceWallClockTime(FlightProcessor.ROUND);
    bench.driver.advanceWallClockTime(CacheRecheck.FIRST_PAUSE);
    bench.driver.advanceWallClockTime(FlightProcessor.ROUND);

    List<Result> results = bench.results();
    assertThat(results).extracting(Result::eventId).containsExactly("e1", "e2");
    assertThat(results).allSatisfy(r -> assertThat(r.source()).isEqualTo(Source.CACHE));
  }

  @Test
  void shouldReadAgainWhenGraceIsOverAndNothingIsCached() {
    bench.publish(hashed("e1", PLACE));
    long sentAt = only(bench.take(Topic.RECOGNISE, RecogniseTask.class)).sentAt();
    bench.complete(Topic.RECOGNISED, KEY.toString(), read(sentAt));
    bench.driver.advanceWallClockTime(TopologyBench.GRACE.plusMillis(1));
    bench.publish(hashed("e2", PLACE));
    assertThat(bench.take(Topic.RECOGNISE)).hasSize(1);
  }

  @Test
  void shouldStillFlyOnceWhenCacheIsDown() {
    bench.cache.setDown(true);
    bench.publish(hashed("e1", PLACE));
    bench.publish(hashed("e2", PLACE));
    RecogniseTask task = only(bench.take(Topic.RECOGNISE, RecogniseTask.class));
    bench.complete(Topic.RECOGNISED, KEY.toString(), read(task.sentAt()));
    assertThat(bench.results()).hasSize(2);
  }

  @Test
  void shouldFailEveryWaiterWhenDocumentIsCorrupt() {
    bench.publish(hashed("e1", PLACE));
    bench.publish(hashed("e2", "https://host/b.png"));
    RecogniseTask task = only(bench.take(Topic.RECOGNISE, RecogniseTask.class));
    bench.complete(
        Topic.RECOGNISED,
        KEY.toString(),
        Recognised.Failed.ofBytes(task.sentAt(), Problem.of(FailureCode.CORRUPT, "cut off")));
    bench.publish(hashed("e3", PLACE));
    List<Failure> failures = bench.failures();
    assertThat(failures).extracting(Failure::eventId).containsExactly("e1", "e2", "e3");
    assertThat(failures).extracting(Failure::code).containsOnly(FailureCode.CORRUPT);
    assertThat(failures).extracting(Failure::tag).containsOnly("t");
  }

  @Test
  void shouldFailAtOnceWhenTheBytesAreKnownToBeUnreadable() {
    bench.cache.putFailure(KEY, new Problem(FailureCode.ENCRYPTED, "needs a password", 2)).join();
    bench.cache.remember(new Location(PLACE, "tag1"), KEY.hash()).join();
    bench.publish(hashed("e1", PLACE));
    bench.publish(pinned("e2"));

    List<Failure> failures = bench.failures();
    assertThat(failures).extracting(Failure::eventId).containsExactly("e1", "e2");
    assertThat(failures)
        .allSatisfy(
            failure -> {
              assertThat(failure.code()).isEqualTo(FailureCode.ENCRYPTED);
              assertThat(failure.message()).isEqualTo("needs a password");
              assertThat(failure.contentHash()).isEqualTo(KEY.hash());
              assertThat(failure.attempts()).as("nothing was tried for it").isZero();
            });
    assertThat(bench.take(Topic.RECOGNISE)).isEmpty();
  }

  @Test
  void shouldFailWhenLanguageIsNotInstalled() {
    bench.publish(
        """
        {"event_id":"e1","uri":"https://host/a.png","options":{"languages":"tlh"}}""");
    Failure failure = only(bench.failures());
    assertThat(failure.code()).isEqualTo(FailureCode.UNSUPPORTED_LANGUAGE);
    assertThat(failure.message()).contains("eng", "por");
  }

  @Test
  void shouldDeadLetterWithOriginWhenBytesAreNoEvent() {
    byte[] key = {1, 2};
    bench.publish(key, "{not json".getBytes(UTF_8));
    bench.publish(hashed("e1", PLACE));
    TestRecord<byte[], byte[]> letter = only(bench.take(Topic.DEAD_LETTERS));
    assertThat(letter.key()).isEqualTo(key);
    assertThat(letter.value()).isEqualTo("{not json".getBytes(UTF_8));
    assertThat(header(letter.headers(), ErrorHeader.REASON.headerName())).isEqualTo("NOT_JSON");
    assertThat(header(letter.headers(), ErrorHeader.STREAMS_TOPIC.headerName()))
        .isEqualTo("ocr.documents");
    assertThat(header(letter.headers(), ErrorHeader.STREAMS_OFFSET.headerName())).isEqualTo("0");
    assertThat(bench.take(Topic.RECOGNISE)).hasSize(1);
  }

  @Test
  void shouldDeadLetterAndGoOnWhenCompletionIsForeign() {
    bench.publish(hashed("e1", PLACE));
    long sentAt = only(bench.take(Topic.RECOGNISE, RecogniseTask.class)).sentAt();
    bench.pipe(Topic.RECOGNISED, KEY.toString().getBytes(UTF_8), "junk".getBytes(UTF_8));
    bench.complete(Topic.RECOGNISED, KEY.toString(), read(sentAt));
    assertThat(bench.take(Topic.DEAD_LETTERS)).hasSize(1);
    assertThat(bench.results()).hasSize(1);
  }

  @Test
  void shouldAnswerEveryWaiterWhenThereAreMoreThanOneSliceTakes() {
    int copies = 3 * TopologyBench.SLICE + 1;
    for (int i = 0; i < copies; i++) {
      bench.publish(hashed("e" + i, PLACE));
    }
    long sentAt = only(bench.take(Topic.RECOGNISE, RecogniseTask.class)).sentAt();
    bench.complete(Topic.RECOGNISED, KEY.toString(), read(sentAt));
    assertThat(bench.results()).hasSize(TopologyBench.SLICE);
    for (int slice = 0; slice < 3; slice++) {
      bench.driver.advanceWallClockTime(FlightProcessor.TICK);
    }
    assertThat(bench.results()).hasSize(copies - TopologyBench.SLICE);
  }

  @Test
  void shouldFailWhenResultFitsIntoNoRecord() {
    bench.publish(hashed("e1", PLACE));
    long sentAt = only(bench.take(Topic.RECOGNISE, RecogniseTask.class)).sentAt();
    RawJson huge = payload("x".repeat(Topic.MAX_RECORD_BYTES - Topic.BATCH_OVERHEAD_BYTES));
    bench.complete(
        Topic.RECOGNISED, KEY.toString(), new Recognised.Read(sentAt, huge, false, 1L, 1L));
    assertThat(only(bench.failures()).code()).isEqualTo(FailureCode.RESULT_TOO_LARGE);
    assertThat(bench.results()).isEmpty();
  }
}
