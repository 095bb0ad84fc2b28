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
 * A processor or a worker in a JVM of its own, started as the launcher starts it, so that it can be
 * told to stop, or killed.
 *
 * <p><b>Threading:</b> one thread.
 */
final class ChildRole implements Running {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int LAST_LINES = 60;
  private static final Pattern RUNS = Pattern.compile("runs; endpoints at \\S*?:(\\d+)");

  private final Process process;
  private final Path log;

  private ChildRole(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Starts it; returns at once. */
  static ChildRole start(String role, Map<String, String> settings, Path log) throws IOException {
    return start(StandaloneMain.class, role, settings, log);
  }

  /** Starts another program that takes the same arguments; returns at once. */
  static ChildRole start(Class<?> program, String role, Map<String, String> settings, Path log)
      throws IOException {
    return start(new Program(program, Map.of()), role, settings, log);
  }

  /**
   * What to start.
   *
   * @param main its main class
   * @param environment variables over those of this process
   */
  record Program(Class<?> main, Map<String, String> environment) {}

  /** Starts a program in an environment of its own; returns at once. */
  static ChildRole start(Program program, String role, Map<String, String> settings, Path log)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    // The log of production, not of tests: it says when the role runs.
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

  /** Waits until it runs. */
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

  /** Waits until its log has some words. */
  void awaitLog(String words) throws Exception {
    await("'" + words + "' in " + log).until(() -> log().contains(words));
  }

  /** Waits until its metrics have a line that matches. */
  void awaitMetric(Pattern line) throws Exception {
    await("a metric " + line).until(() -> line.matcher(metrics()).find());
  }

  /** What it answers at {@code /metrics}. */
  String metrics() throws Exception {
    return get("/metrics").body();
  }

  /** Asks one of its endpoints. */
  HttpResponse<String> get(String path) throws Exception {
    Matcher runs = RUNS.matcher(log());
    if (!runs.find()) {
      throw new AssertionError("it does not run: " + log());
    }
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + runs.group(1) + path))
            .timeout(PATIENCE)
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }

  String log() throws IOException {
    return Files.readString(log);
  }

  /** The end of its log, which says more of what went wrong than its settings at the start. */
  private String lastLines() throws IOException {
    List<String> lines = Files.readAllLines(log);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
  }

  /** SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** SIGTERM; returns at once. */
  void terminate() {
    process.destroy();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Waits for its end; its exit code. */
  int awaitEnd() throws Exception {
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("it did not end: " + lastLines());
    }
    return process.exitValue();
  }

  /** SIGTERM, and SIGKILL to one that does not heed it: a failure of its own test, not of all. */
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
