/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests children that really crash, hang and run out of memory. */
@Tag("faults")
class FaultsIT {
  /** Time limit of a page that must time out; long enough for one that must not. */
  private static final Duration SHORT = Duration.ofSeconds(6);

  private static final IsolatedEngine ENGINE =
      Isolation.start(
          2,
          Map.of(
              "child.heap", "128MiB",
              "child.address-space", "1536MiB",
              "child.stall-timeout", "3s"));

  @TempDir Path folder;

  @AfterAll
  static void close() throws InterruptedException {
    List<Long> children = ENGINE.children();
    ENGINE.close();
    assertThat(children).isNotEmpty().noneMatch(Isolation::isAlive);
  }

  @ParameterizedTest
  @EnumSource(ChildFault.class)
  void shouldReadEveryPageWhenAFaultBefallsOneOnce(ChildFault fault) throws Exception {
    Path file = Isolation.copy("letter.tiff", folder);
    List<String> sound = Isolation.texts(ENGINE, file, Isolation.AMPLE);
    FaultyChild.plan(file, 2, fault, 1);
    assertThat(Isolation.texts(ENGINE, file, SHORT)).isEqualTo(sound);
  }

  @ParameterizedTest
  @CsvSource({
    "SEGMENTATION, CRASHES_ENGINE",
    "ABORT, CRASHES_ENGINE",
    "LOOP, TIMED_OUT",
    "HANG, TIMED_OUT",
    "STANDSTILL, TIMED_OUT",
    "HEAP, CRASHES_ENGINE",
    "NATIVE_MEMORY, CRASHES_ENGINE",
    "DEFECT, CRASHES_ENGINE",
  })
  void shouldFailThatPageAloneWhenAFaultBefallsItTwice(ChildFault fault, FailureCode code)
      throws Exception {
    Path file = Isolation.copy("letter.tiff", folder);
    List<String> expected = new ArrayList<>(Isolation.texts(ENGINE, file, Isolation.AMPLE));
    expected.set(1, code + " 2");
    FaultyChild.plan(file, 2, fault, 2);
    assertThat(Isolation.texts(ENGINE, file, SHORT)).isEqualTo(expected);
  }

  @Test
  void shouldSayThatMemoryRanOutWhenItDid() throws Exception {
    assertThat(messageOf(ChildFault.HEAP)).contains("out of memory");
    assertThat(messageOf(ChildFault.SEGMENTATION)).contains("died with exit code 134");
    assertThat(messageOf(ChildFault.DEFECT))
        .contains("died with exit code 70")
        .doesNotContain("secret");
  }

  private String messageOf(ChildFault fault) throws Exception {
    Path file = Isolation.copy("english.png", Path.of(folder.toString()));
    FaultyChild.plan(file, 0, fault, 2);
    String message =
        ENGINE.open(file, Isolation.info()).fold(document -> "", problem -> problem.message());
    java.nio.file.Files.delete(file);
    return message;
  }

  @Test
  void shouldRefuseTheDocumentWhenOpeningItCrashesTwice() throws Exception {
    Path file = Isolation.copy("letter.tiff", folder);
    FaultyChild.plan(file, 0, ChildFault.ABORT, 1);
    assertThat(Isolation.texts(ENGINE, file, Isolation.AMPLE)).hasSize(3);
    FaultyChild.plan(file, 0, ChildFault.ABORT, 2);
    Optional<Problem> problem = ENGINE.open(file, Isolation.info()).problem();
    assertThat(problem.orElseThrow().code()).isEqualTo(FailureCode.CRASHES_ENGINE);
    assertThat(problem.orElseThrow().attempts()).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource(
      value = ChildFault.class,
      names = {"SEGMENTATION", "ABORT", "LOOP", "HEAP"})
  void shouldNotDisturbOtherDocumentsWhenAFaultBefallsOne(ChildFault fault) throws Exception {
    Path faulty = Isolation.copy("english.png", folder);
    Path other = Isolation.copy("letter.tiff", folder);
    List<String> sound = Isolation.texts(ENGINE, other, Isolation.AMPLE);
    FaultyChild.plan(faulty, 1, fault, 2);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Future<List<String>> failing =
          threads.submit(() -> Isolation.texts(ENGINE, faulty, Duration.ofSeconds(2)));
      while (!failing.isDone()) {
        assertThat(Isolation.texts(ENGINE, other, Isolation.AMPLE)).isEqualTo(sound);
      }
      assertThat(failing.get(1, SECONDS)).singleElement().asString().endsWith(" 2");
    } finally {
      threads.shutdownNow();
    }
  }
}
