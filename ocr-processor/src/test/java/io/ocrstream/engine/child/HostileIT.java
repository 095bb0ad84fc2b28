/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child;

import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Problem;
import io.ocrstream.engine.Engine;
import io.ocrstream.engine.PageCachePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Goal: every hostile input gets the answer in {@code docs/hostile.md} and the list of expected
 * answers, within its limits of time and memory, and no message quotes it. Method: each input is
 * given to the part of a running system that receives it, and each file to a child that must
 * survive it. Inputs that take seconds are only in {@code -Pfaults}, where {@code
 * -Docr.docs.write=true} regenerates the page.
 */
class HostileIT {
  private static final Path EXPECTED = Path.of("src/test/resources/hostile-answers.txt");
  private static final Path DOC = Path.of("..", "docs", "hostile.md");

  /** Time limit of a page. Its end shows as a failure in the answer, so no time is asserted. */
  private static final Duration LONGEST = Duration.ofMinutes(3);

  /** Time limit of a page whose reading does not end. */
  private static final Duration TIMEOUT = Duration.ofSeconds(1);

  /** Limit of a child's memory: its heap, the native libraries and their copies of a page. */
  private static final long MOST_BYTES = 1536L << 20;

  private static final int MOST_PAGES = 3;

  private static final Map<String, String> SMALL =
      Map.of("child.heap", "128MiB", "child.address-space", "1536MiB", "child.spares", "0");
  private static final Map<String, String> NO_SPARES = Map.of("child.spares", "0");
  private static final List<ChildFault> FAULTS =
      List.of(ChildFault.SEGMENTATION, ChildFault.ABORT, ChildFault.LOOP);

  private static final String FORMS = "pdf whose forms draw each other 10^10 times";

  /** Inputs whose answer takes seconds. */
  private static final Set<String> SLOW =
      Set.of(fault(ChildFault.ABORT), fault(ChildFault.LOOP), "pdf of 100,000 pages", FORMS);

  @TempDir Path folder;

  private final HostileTable table = new HostileTable();
  private final SoftAssertions all = new SoftAssertions();

  @Test
  void shouldAnswerHostileInputsAsThePageSays() throws Exception {
    answer(input -> !SLOW.contains(input), false);
  }

  @Tag("faults")
  @Test
  void shouldAnswerEveryHostileInputAsThePageSays() throws Exception {
    answer(input -> true, Boolean.getBoolean("ocr.docs.write"));
  }

  private void answer(Predicate<String> chosen, boolean isToBeWritten) throws Exception {
    try (HostilePlaces places = new HostilePlaces(folder, this::heard)) {
      answer("location", places.locations());
      answer("reply", places.replies());
    }
    answer("event", new HostileEvents(this::heard).all());
    try (IsolatedEngine engine = Isolation.start(1, NO_SPARES)) {
      for (Map.Entry<String, byte[]> file : HostileBodies.all().entrySet()) {
        if (chosen.test(file.getKey())) {
          read(engine, file.getKey(), file.getValue());
        }
      }
    }
    try (IsolatedEngine engine = Isolation.start(1, SMALL)) {
      for (ChildFault fault : FAULTS) {
        if (chosen.test(fault(fault))) {
          befall(engine, fault);
        }
      }
    }
    if (isToBeWritten) {
      Files.writeString(DOC, table.page());
    }
    System.out.println(table.page());
    List<HostileTable.Row> documented = HostileTable.rowsOf(Files.readString(DOC));
    all.assertThat(documented.stream().filter(row -> chosen.test(row.input())).toList())
        .isEqualTo(table.rows());
    all.assertThat(lines(documented)).isEqualTo(Files.readAllLines(EXPECTED));
    all.assertAll();
  }

  /** Forms of one pair of operators take the longest until the limit. */
  @Tag("faults")
  @Test
  void shouldRefuseThePageThatDrawsTheMostForms() throws Exception {
    try (IsolatedEngine engine = Isolation.start(1, NO_SPARES)) {
      read(engine, FORMS, HostileBodies.avalanche(2));
    }
    all.assertThat(lines(table.rows())).containsExactly("file | " + FORMS + " | TOO_LARGE");
    all.assertAll();
  }

  private static List<String> lines(List<HostileTable.Row> rows) {
    return rows.stream()
        .map(row -> "%s | %s | %s".formatted(row.kind(), row.input(), row.answer()))
        .toList();
  }

  private void answer(String kind, Map<String, Supplier<String>> inputs) {
    inputs.forEach(
        (input, answer) -> {
          long begun = System.nanoTime();
          add(kind, input, answer.get(), System.nanoTime() - begun, OptionalLong.empty());
        });
  }

  private void read(IsolatedEngine engine, String input, byte[] bytes) throws IOException {
    String extension = input.replaceAll(".* named \\.", "");
    Path file = folder.resolve(extension.equals(input) ? "hostile" : "hostile." + extension);
    read(engine, input, Files.write(file, bytes), LONGEST);
  }

  private static String fault(ChildFault fault) {
    return "image whose decoder has the fault " + fault + ", twice";
  }

  private void befall(IsolatedEngine engine, ChildFault fault) throws IOException {
    Path file = Isolation.copy("english.png", folder);
    FaultyChild.plan(file, 1, fault, 2);
    read(engine, fault(fault), file, fault == ChildFault.LOOP ? TIMEOUT : LONGEST);
    Files.delete(file);
  }

  private void read(IsolatedEngine engine, String input, Path file, Duration timeout)
      throws IOException {
    List<Long> children = engine.children();
    for (long child : children) {
      // Makes Linux reset the peak of resident memory.
      Files.writeString(Path.of("/proc/" + child + "/clear_refs"), "5");
    }
    long begun = System.nanoTime();
    String answer =
        engine
            .open(file, Isolation.info())
            .fold(document -> pages(document, timeout), problem -> code(problem));
    long nanos = System.nanoTime() - begun;
    boolean mayDie = input.contains("decoder has the fault");
    add("file", input, answer, nanos, mayDie ? OptionalLong.empty() : engine.peakMemory());
    all.assertThat(mayDie || engine.children().containsAll(children)).as(input).isTrue();
  }

  private String pages(Engine.Document document, Duration timeout) {
    try (document) {
      return IntStream.rangeClosed(1, Math.min(MOST_PAGES, document.pageCount()))
          .mapToObj(n -> document.read(n, timeout, PageCachePort.NONE).fold(this::read, this::code))
          .distinct()
          .sorted()
          .collect(Collectors.joining(" "));
    }
  }

  private String read(Page page) {
    return page.text() == null ? "" : "read";
  }

  private String code(Problem problem) {
    heard(problem.message());
    return problem.code().name();
  }

  /** Checks that a message quotes nothing of its input. */
  private String heard(String message) {
    all.assertThat(message).isNotBlank().doesNotContain("zqx", "user:password", "passwd", "%s");
    return message;
  }

  private void add(String kind, String input, String answer, long nanos, OptionalLong peak) {
    table.add(new HostileTable.Row(kind, input, answer), nanos, peak);
    all.assertThat(answer).as(input).isNotBlank().isNotEqualTo("INTERNAL");
    peak.ifPresent(bytes -> all.assertThat(bytes).as(input).isLessThan(MOST_BYTES));
  }
}
