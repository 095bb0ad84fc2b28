/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs a processor or worker in its own process, which can be killed, paused and restarted.
 *
 * <p><b>Threading:</b> one thread.
 */
final class RoleProcess implements AutoCloseable {
  private static final long STOP_SECONDS = 30;

  private final Class<?> program;
  private final String role;
  private final Map<String, String> settings;
  private final Map<String, String> environment;
  private final Path log;
  private volatile @Nullable Process process;
  private boolean isKilled;

  RoleProcess(
      Class<?> program,
      String role,
      Map<String, String> settings,
      Map<String, String> environment,
      Path log) {
    this.program = program;
    this.role = role;
    this.settings = Map.copyOf(settings);
    this.environment = Map.copyOf(environment);
    this.log = log;
    // The process must not outlive an aborted run.
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

  /** Returns the file that all its processes write their log to. */
  Path log() {
    return log;
  }

  /** Returns the id of the current or last process; -1 before the first start. */
  long pid() {
    Process running = process;
    return running == null ? -1 : running.pid();
  }

  boolean isAlive() {
    return process != null && process.isAlive();
  }

  /** Starts the process unless it runs; does not wait until it is ready. */
  void start() throws IOException {
    if (isAlive()) {
      return;
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    // Always uses the production log configuration, because the log contains the endpoints'
    // address.
    command.add("-Dlogback.configurationFile=logback.xml");
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
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

  /** Returns whether the process ended without being killed. */
  boolean hasEndedByItself() {
    Process was = process;
    return was != null && !was.isAlive() && !isKilled;
  }

  /** Sends SIGKILL. */
  void kill() throws InterruptedException {
    Process running = process;
    if (running != null) {
      isKilled = true;
      running.destroyForcibly().waitFor();
    }
  }

  /** Sends SIGSTOP. */
  void pause() throws IOException, InterruptedException {
    signal("STOP");
  }

  /** Sends SIGCONT. */
  void resume() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    Process running = process;
    if (running != null && running.isAlive()) {
      // Of the shell, because a small machine may have no such program.
      new ProcessBuilder("/bin/sh", "-c", "kill -" + name + " " + running.pid()).start().waitFor();
    }
  }

  /** Sends SIGKILL to one of its children; returns false if it has none. */
  boolean killChild(Random random) {
    Process running = process;
    List<ProcessHandle> children =
        running == null ? List.of() : running.descendants().filter(ProcessHandle::isAlive).toList();
    return !children.isEmpty() && children.get(random.nextInt(children.size())).destroyForcibly();
  }

  /** Sends SIGTERM, and SIGKILL if the process does not end. */
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
