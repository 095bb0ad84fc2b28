/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.engine.Engine;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A worker that is killed while its child has a page in hand that never ends. */
class WorkerDeathIT {
  @TempDir Path folder;

  /** The worker. Its argument: the document; its output: its children. */
  public static void main(String[] arguments) throws InterruptedException {
    try (IsolatedEngine engine = Isolation.start(1, Map.of("child.stall-timeout", "10m"));
        Engine.Document document = Isolation.open(engine, Path.of(arguments[0]))) {
      Thread reader = new Thread(() -> Isolation.text(document, 1, Isolation.AMPLE));
      reader.start();
      Path plan = Path.of(arguments[0] + ".1." + arguments[1] + ".0");
      ChildrenIT.await(() -> engine.children().size() == 2 && Files.notExists(plan));
      System.out.println(
          engine.children().stream().map(String::valueOf).collect(Collectors.joining(" ")));
      reader.join();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"LOOP", "HANG", "STANDSTILL"})
  void shouldLeaveNoChildBehindWhenTheWorkerIsKilled(Fault fault) throws Exception {
    Path file = Isolation.copy("english.png", folder);
    FaultyChild.plan(file, 1, fault, 1);
    Process worker = start(file, fault);
    List<Long> children = List.of();
    try {
      children = children(worker);
      assertThat(children).hasSize(2).allMatch(Isolation::isAlive);
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

  private Process start(Path file, Fault fault) throws IOException {
    Path temporary = Files.createDirectory(folder.resolve("temporary"));
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-Djava.io.tmpdir=" + temporary,
            "-cp",
            System.getProperty("java.class.path"),
            WorkerDeathIT.class.getName(),
            file.toString(),
            fault.name())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static List<Long> children(Process worker) throws IOException {
    BufferedReader lines = worker.inputReader();
    String line = lines.readLine();
    assertThat(line).as("the worker's children").isNotNull();
    return Arrays.stream(line.split(" ")).map(Long::valueOf).toList();
  }
}
