/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone.scenario;

import static org.awaitility.Awaitility.await;

import io.ocrstream.standalone.StandaloneMain;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A processor or worker in its own JVM, started as the launcher does, so that it can be stopped or
 * killed.
 *
 * <p><b>Threading:</b> one thread.
 */
final class ChildRole implements Running {
  /** Enough for any role that reads documents in this JVM. */
  private static final String HEAP = "512m";

  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final int LAST_LINES = 60;
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final Pattern RUNS = Pattern.compile("runs; endpoints at \\S*?:(\\d+)");

  private final Process process;
  private final Path log;

  private ChildRole(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Starts a role without waiting for it. */
  static ChildRole start(String role, Map<String, String> settings, Path log) throws IOException {
    return start(Program.LAUNCHER, role, settings, log);
  }

  /**
   * The program to start.
   *
   * @param main its main class
   * @param heap its largest heap, as {@code -Xmx} takes it
   * @param environment variables in addition to those of this process
   */
  record Program(Class<?> main, String heap, Map<String, String> environment) {
    /** The launcher's program. */
    static final Program LAUNCHER = of(StandaloneMain.class);

    /** Returns a program with a heap that is enough for any role. */
    static Program of(Class<?> main) {
      return new Program(main, HEAP, Map.of());
    }

    Program with(Map<String, String> environment) {
      return new Program(main, heap, environment);
    }
  }

  /** Starts a program in its own environment, without waiting for it. */
  static ChildRole start(Program program, String role, Map<String, String> settings, Path log)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + program.heap());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    // The log of production, not of tests, which says when the role runs.
    command.add("-Dlogback.configurationFile=logback.xml");
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.main().getName()));
    command.add(role);
    settings.forEach((key, value) -> command.addAll(List.of("--set", key + "=" + value)));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(program.environment());
    Process process = builder.start();
    process.getOutputStream().close();
    return new ChildRole(process, log);
  }

  /** Waits until the role runs. */
  void awaitRunning() throws Exception {
    await("a child runs; its log:\n" + log)
        .until(
            () -> {
              if (!process.isAlive()) {
                throw new AssertionError("the child ended: " + lastLines());
              }
              return RUNS.matcher(log()).find();
            });
  }

  /** Waits until its log contains {@code words}. */
  void awaitLog(String words) throws Exception {
    await("'" + words + "' in " + log).until(() -> log().contains(words));
  }

  /** Waits until its metrics have a line that matches. */
  void awaitMetric(Pattern line) throws Exception {
    await("a metric " + line).until(() -> line.matcher(metrics()).find());
  }

  /** Returns the answer of {@code /metrics}. */
  String metrics() throws Exception {
    return get("/metrics").body();
  }

  /** Requests one of its endpoints. */
  HttpResponse<String> get(String path) throws Exception {
    Matcher runs = RUNS.matcher(log());
    if (!runs.find()) {
      throw new AssertionError("it does not run: " + log());
    }
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + runs.group(1) + path))
            .timeout(PATIENCE)
            .build();
    return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
  }

  String log() throws IOException {
    return Files.readString(log);
  }

  /** Returns the end of its log, which explains a failure better than the settings at its start. */
  private String lastLines() throws IOException {
    List<String> lines = Files.readAllLines(log);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
  }

  /** Sends SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Sends SIGTERM without waiting. */
  void terminate() {
    process.destroy();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Waits for the end, and returns the exit code. */
  int awaitEnd() throws Exception {
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("it did not end: " + lastLines());
    }
    return process.exitValue();
  }

  /** Sends SIGTERM, and SIGKILL to a process that ignores it. That fails the current test only. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("a child did not end when told to");
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
