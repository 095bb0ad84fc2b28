/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content.schemes;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.content.Attempts;
import io.ocrstream.content.ContentContractTest;
import io.ocrstream.content.OutputSettings;
import io.ocrstream.content.OutputStore;
import io.ocrstream.content.OutputStoreContractTest;
import io.ocrstream.content.SchemeWriter;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Problem;
import io.ocrstream.contracts.RetryPolicy;
import io.ocrstream.contracts.StoredObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests attempts and time limits with a scripted writer. */
class OutputStoresTest {
  private static final RetryPolicy POLICY =
      new RetryPolicy(3, Duration.ofMillis(100), Duration.ofSeconds(1));

  /** A generator whose jitter is always half the maximum. */
  private static final RandomGenerator HALF = () -> Long.MIN_VALUE;

  @TempDir Path folder;
  private Path file = Path.of("unset");
  private final List<Duration> pauses = new ArrayList<>();
  private final List<URI> targets = new ArrayList<>();

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(folder.resolve("output"), "text");
  }

  /** Returns a store whose first writes fail with {@code problems}, in order. */
  private OutputStore store(Problem... problems) {
    return store(
        OutputSettings.none(),
        (target, output) -> {
          targets.add(target);
          return targets.size() > problems.length
              ? Optional.empty()
              : Optional.of(problems[targets.size() - 1]);
        });
  }

  private OutputStore store(OutputSettings settings, Write write) {
    SchemeWriter writer =
        new SchemeWriter() {
          @Override
          public Optional<Problem> write(URI target, Output output) {
            return write.write(target, output);
          }

          @Override
          public void close() {}
        };
    Attempts attempts = new Attempts(POLICY, HALF, pauses::add);
    return new OutputStores(Map.of("s3", writer), settings, attempts);
  }

  @FunctionalInterface
  private interface Write {
    Optional<Problem> write(URI target, SchemeWriter.Output output);
  }

  private Outcome<StoredObject> put(OutputStore store) {
    try (store) {
      return store.put(
          ContentContractTest.at("s3://bucket/a.pdf?versionId=1"), "a.txt", file, "text/plain");
    }
  }

  private static final Problem BUSY = Problem.of(FailureCode.OUTPUT_FAILED, "busy");

  @Test
  void shouldTryAgainWhenTheStoreFails() {
    assertThat(OutputStoreContractTest.stored(put(store(BUSY, BUSY))).size()).isEqualTo(4);
    assertThat(targets).hasSize(3).containsOnly(URI.create("s3://bucket/a.pdf.ocr/a.txt"));
    assertThat(pauses).containsExactly(Duration.ofMillis(50), Duration.ofMillis(100));
  }

  @Test
  void shouldGiveUpWhenAllAttemptsFailed() {
    Problem problem = OutputStoreContractTest.problem(put(store(BUSY, BUSY, BUSY)));
    assertThat(problem).isEqualTo(BUSY.after(3));
    assertThat(targets).hasSize(3);
  }

  @Test
  void shouldTryOnceWhenAnotherAttemptWouldNotHelp() {
    Problem denied = Problem.of(FailureCode.OUTPUT_REFUSED, "denied");
    assertThat(OutputStoreContractTest.problem(put(store(denied)))).isEqualTo(denied);
    assertThat(pauses).isEmpty();
  }

  @Test
  void shouldGiveUpAtOnceWhenInterruptedWhileItWaits() {
    Attempts attempts =
        new Attempts(
            POLICY,
            HALF,
            pause -> {
              throw new InterruptedException();
            });
    assertThat(attempts.make(() -> Outcome.failed(BUSY)).problem()).contains(BUSY);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void shouldCutEachAttemptWhenItTakesTooLong() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    OutputStore slow =
        store(
            OutputSettings.none().within(Duration.ofMillis(20)),
            (target, output) -> {
              try {
                never.await();
              } catch (InterruptedException e) {
                targets.add(target);
              }
              return Optional.empty();
            });
    Problem problem = OutputStoreContractTest.problem(put(slow));
    assertThat(problem.code()).isEqualTo(FailureCode.OUTPUT_FAILED);
    assertThat(problem.attempts()).isEqualTo(3);
    assertThat(problem.message()).isEqualTo("The output could not be stored within 20ms");
  }

  @Test
  void shouldRefuseWhenThePlaceIsOfNoSchemeThatIsWritten() {
    try (OutputStore store =
        store(OutputSettings.none().at("ftp://a"), (t, o) -> Optional.empty())) {
      assertThat(OutputStoreContractTest.problem(put(store)).code())
          .isEqualTo(FailureCode.OUTPUT_REFUSED);
    }
  }
}
