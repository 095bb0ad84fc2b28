/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ocrstream.engine.Engine;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests a worker that is killed while its children work on pages that never end. */
class WorkerDeathIT {
  /** Faults that never end, each in a child of its own. */
  private static final List<ChildFault> FAULTS =
      List.of(ChildFault.LOOP, ChildFault.HANG, ChildFault.STANDSTILL);

  /** Time for children that start beside others, one of which keeps a processor busy. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final Map<String, String> SETTINGS =
      Map.of("child.stall-timeout", "10m", "child.spares", "0");

  @TempDir Path folder;

  /** Runs the worker. Arguments: a document for each fault. Output: its children. */
  public static void main(String[] arguments) throws InterruptedException {
    try (IsolatedEngine engine = Isolation.start(FAULTS.size(), SETTINGS)) {
      List<Thread> readers =
          Stream.of(arguments).map(file -> new Thread(() -> read(engine, Path.of(file)))).toList();
      readers.forEach(Thread::start);
      // This JVM has no {@link TestSession} that sets how long tests wait.
      await().atMost(PATIENCE).until(() -> areDue(arguments).noneMatch(due -> due));
      System.out.println(
          engine.children().stream().map(String::valueOf).collect(Collectors.joining(" ")));
      for (Thread reader : readers) {
        reader.join();
      }
    }
  }

  private static void read(IsolatedEngine engine, Path file) {
    try (Engine.Document document = Isolation.open(engine, file)) {
      Isolation.text(document, 1, Isolation.AMPLE);
    }
  }

  private static Stream<Boolean> areDue(String... files) {
    return IntStream.range(0, files.length)
        .mapToObj(i -> FaultyChild.isDue(Path.of(files[i]), 1, FAULTS.get(i)));
  }

  @Test
  void shouldLeaveNoChildBehindWhenTheWorkerIsKilled() throws Exception {
    List<Path> files = new ArrayList<>();
    for (ChildFault fault : FAULTS) {
      Path own = Files.createDirectory(folder.resolve(fault.name()));
      Path file = Isolation.copy("english.png", own);
      FaultyChild.plan(file, 1, fault, 1);
      files.add(file);
    }
    Process worker = start(files);
    List<Long> children = List.of();
    try {
      children = children(worker);
      assertThat(children).hasSize(FAULTS.size()).allMatch(Isolation::isAlive);
      worker.destroyForcibly().waitFor();
      List<Long> orphans = children;
      ChildrenIT.await(() -> orphans.stream().noneMatch(Isolation::isAlive));
      assertThat(folder.resolve("temporary")).isNotEmptyDirectory();
      new ChildFolder(folder.resolve("temporary")).sweep(Clock.systemUTC());
      assertThat(folder.resolve("temporary")).isDirectoryNotContaining("glob:**/ocr-child-*");
    } finally {
      worker.destroyForcibly();
      children.stream()
          .flatMap(pid -> ProcessHandle.of(pid).stream())
          .forEach(ProcessHandle::destroyForcibly);
    }
  }

  private Process start(List<Path> files) throws IOException {
    Path temporary = Files.createDirectory(folder.resolve("temporary"));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.add("-Djava.io.tmpdir=" + temporary);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(WorkerDeathIT.class.getName());
    files.forEach(file -> command.add(file.toString()));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  private static List<Long> children(Process worker) throws IOException {
    BufferedReader lines = worker.inputReader();
    String line = lines.readLine();
    assertThat(line).as("the worker's children").isNotNull();
    return Arrays.stream(line.split(" ")).map(Long::valueOf).toList();
  }
}
