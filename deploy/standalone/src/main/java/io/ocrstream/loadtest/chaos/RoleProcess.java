/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.chaos;

import io.ocrstream.standalone.StandaloneMain;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A processor or a worker in a process of its own, that can be killed, stopped and started again.
 *
 * <p><b>Threading:</b> one thread.
 */
final class RoleProcess implements AutoCloseable {
  private static final long STOP_SECONDS = 30;

  private final String role;
  private final Map<String, String> settings;
  private final Map<String, String> environment;
  private final Path log;
  private volatile @Nullable Process process;
  private boolean isKilled;

  RoleProcess(
      String role, Map<String, String> settings, Map<String, String> environment, Path log) {
    this.role = role;
    this.settings = Map.copyOf(settings);
    this.environment = Map.copyOf(environment);
    this.log = log;
    // Whoever ends the run early must not leave it behind.
    Runtime.getRuntime().addShutdownHook(new Thread(this::abandon, "chaos-" + role));
  }

  private void abandon() {
    Process running = process;
    if (running != null) {
      running.destroyForcibly();
    }
  }

  String role() {
    return role;
  }

  /** Of the process that runs, or ran last; -1 before the first. */
  long pid() {
    Process running = process;
    return running == null ? -1 : running.pid();
  }

  boolean isAlive() {
    return process != null && process.isAlive();
  }

  /** Starts it unless it runs; does not wait until it is ready. */
  void start() throws IOException {
    if (isAlive()) {
      return;
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    // The log of production wherever the run is started from: it tells where the endpoints are.
    command.add("-Dlogback.configurationFile=logback.xml");
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), StandaloneMain.class.getName()));
    command.add(role);
    settings.forEach((key, value) -> command.addAll(List.of("--set", key + "=" + value)));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    Process started = builder.start();
    started.getOutputStream().close();
    isKilled = false;
    process = started;
  }

  /** Whether it ended although nobody killed it. */
  boolean hasEndedByItself() {
    Process was = process;
    return was != null && !was.isAlive() && !isKilled;
  }

  /** SIGKILL. */
  void kill() throws InterruptedException {
    Process running = process;
    if (running != null) {
      isKilled = true;
      running.destroyForcibly().waitFor();
    }
  }

  /** SIGSTOP. */
  void pause() throws IOException, InterruptedException {
    signal("STOP");
  }

  /** SIGCONT. */
  void resume() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    Process running = process;
    if (running != null && running.isAlive()) {
      new ProcessBuilder("kill", "-" + name, Long.toString(running.pid())).start().waitFor();
    }
  }

  /** SIGKILL to one of its children; false if it has none. */
  boolean killChild(Random random) {
    Process running = process;
    List<ProcessHandle> children =
        running == null ? List.of() : running.descendants().filter(ProcessHandle::isAlive).toList();
    return !children.isEmpty() && children.get(random.nextInt(children.size())).destroyForcibly();
  }

  /** SIGTERM, and SIGKILL if that is not heeded. */
  @Override
  public void close() throws IOException {
    Process running = process;
    if (running == null) {
      return;
    }
    try {
      isKilled = true;
      resume();
      running.destroy();
      if (!running.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        running.destroyForcibly();
      }
    } catch (InterruptedException e) {
      running.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
