/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import io.ocrstream.embedded.FaultyStore;
import io.ocrstream.loadtest.bench.MemorySample;
import io.ocrstream.loadtest.bench.Series;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Runs one overload: measures the workers' capacity, times hits without load, then times them under
 * load, and stops the load.
 *
 * <p>Reading a document takes long because its object store is {@link FaultyStore.Mood#SLOW}. So
 * the load exceeds the workers' slots but not this machine. When the store is fast again, the
 * backlog drains in minutes.
 *
 * <p><b>Threading:</b> one thread.
 */
final class OverloadRun {
  /** Number of documents that hits request. */
  static final int KNOWN = 20;

  /** Hits per second. */
  static final double HIT_RATE = 10;

  /** Number of documents per slot that measure the capacity. */
  static final int PROBES = 6;

  private static final Duration SHORTEST_IDLE = Duration.ofSeconds(5);
  private static final Duration MAX_IDLE = Duration.ofMinutes(1);
  private static final Duration SAMPLE = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final List<String> ANSWERS = List.of("ocr.results", "ocr.failures");
  private static final Pattern RUNS = Pattern.compile("runs; endpoints at \\S*?:(\\d+)");
  private static final Pattern REBALANCES =
      Pattern.compile("^ocr_stream_rebalances (\\S+)", Pattern.MULTILINE);

  private final OverloadOptions options;
  private final ChaosStack stack;
  private final ChaosDocuments documents;
  private final Path folder;
  private final Traffic traffic;
  private final ResultTopicReader answers;
  private final RunProgress progress;
  private final Map<String, Long> answeredAt = new HashMap<>();
  private final List<OverloadReport.Sample> samples = new ArrayList<>();

  private OverloadRun(
      OverloadOptions options,
      ChaosStack stack,
      ChaosDocuments documents,
      Path folder,
      RunProgress progress) {
    this.progress = progress;
    this.options = options;
    this.stack = stack;
    this.documents = documents;
    this.folder = folder;
    this.traffic = new Traffic(stack.kafka.bootstrapServers(), documents);
    this.answers = new ResultTopicReader(stack.kafka.bootstrapServers(), ANSWERS);
  }

  /** Runs with data and logs of the processes in {@code folder}. */
  static OverloadReport run(OverloadOptions options, Path folder, RunProgress progress)
      throws Exception {
    progress.stage("starting servers and processes");
    ChaosDocuments documents = new ChaosDocuments(new WordPages());
    try (ChaosStack stack = new ChaosStack(options.size(), documents, folder)) {
      OverloadRun run = new OverloadRun(options, stack, documents, folder, progress);
      try {
        return run.run();
      } finally {
        run.traffic.close();
        run.answers.close();
      }
    }
  }

  private OverloadReport run() throws Exception {
    batch("known-", KNOWN, 0);
    stack.store.setMood(FaultyStore.Mood.SLOW);
    progress.stage("measuring the workers' capacity");
    double capacity = capacity();
    progress.stage("measuring hits without load");
    Series idle = idle();
    double rebalancesBefore = rebalances();
    progress.stage("overload for " + options.duration().toSeconds() + " s");
    overload(capacity);
    progress.stage("waiting for the backlog to drain");
    long waited = waiting();
    double rebalances = rebalances() - rebalancesBefore;
    long load = traffic.count("load-");
    double drainSeconds = drain();
    OverloadReport.Drain drain = new OverloadReport.Drain(waited, waiting(), drainSeconds);
    int ended = (int) stack.roles().stream().filter(RoleProcess::hasEndedByItself).count();
    for (RoleProcess role : stack.roles()) {
      role.close();
    }
    return new OverloadReport(
        options,
        capacity,
        load,
        new OverloadReport.Hits(idle, latencies("hit-"), fromElsewhere(), traffic.refused()),
        List.copyOf(samples),
        new OverloadReport.Stability((int) rebalances, sentAgain(), ended),
        drain,
        check());
  }

  /** Publishes documents at once and waits for all answers. */
  private void batch(String prefix, int count, int first) {
    for (int i = 0; i < count; i++) {
      traffic.publish(prefix + i, first + i);
    }
    traffic.flush();
    if (!look(PATIENCE, () -> answered(prefix) == count)) {
      throw new IllegalStateException("no answers within " + PATIENCE);
    }
  }

  /** Returns documents per second from the first answer to the last. */
  private double capacity() {
    int count = PROBES * options.size().workers();
    batch("probe-", count, KNOWN);
    long[] at =
        answeredAt.entrySet().stream()
            .filter(answer -> answer.getKey().startsWith("probe-"))
            .mapToLong(Map.Entry::getValue)
            .sorted()
            .toArray();
    // The first document of each slot runs in parallel with those of the others.
    int first = options.size().workers() - 1;
    return (count - 1 - first) * 1e9 / (at[count - 1] - at[first]);
  }

  private Series idle() {
    Duration tenth = options.duration().dividedBy(10);
    Duration most = tenth.compareTo(MAX_IDLE) < 0 ? tenth : MAX_IDLE;
    Future<?> hits = traffic.publish("idle-", HIT_RATE, number -> number % KNOWN);
    look(most.compareTo(SHORTEST_IDLE) < 0 ? SHORTEST_IDLE : most, () -> false);
    hits.cancel(false);
    return latencies("idle-");
  }

  private void overload(double capacity) {
    int first = KNOWN + PROBES * options.size().workers();
    long begun = System.nanoTime();
    Future<?> load =
        traffic.publish("load-", options.factor() * capacity, number -> first + number);
    Future<?> hits = traffic.publish("hit-", HIT_RATE, number -> number % KNOWN);
    long end = begun + options.duration().toNanos();
    for (long now = begun; now - end < 0; now = System.nanoTime()) {
      sample(now - begun);
      progress.at(() -> "%d events are answered".formatted(answeredAt.size()));
      Duration left = Duration.ofNanos(end - now);
      look(left.compareTo(SAMPLE) < 0 ? left : SAMPLE, () -> false);
    }
    load.cancel(false);
    hits.cancel(false);
    traffic.flush();
    look(PATIENCE, () -> answered("hit-") == traffic.count("hit-"));
    sample(System.nanoTime() - begun);
  }

  private void sample(long nanos) {
    samples.add(
        new OverloadReport.Sample(
            nanos / 1e9, resident(stack.processors), resident(stack.workers), waiting()));
  }

  /** Returns the resident bytes of the largest process. */
  private static long resident(List<RoleProcess> roles) {
    return roles.stream().mapToLong(role -> MemorySample.resident(role.pid())).max().orElse(0);
  }

  private long waiting() {
    return traffic.count("load-") - answered("load-");
  }

  /** Returns the seconds until everything was answered or the time was over. */
  private double drain() {
    stack.store.setMood(FaultyStore.Mood.WELL);
    long begun = System.nanoTime();
    look(options.drain(), () -> waiting() == 0);
    return (System.nanoTime() - begun) / 1e9;
  }

  /**
   * Reads answers until the condition is true, which it returns, or until {@code most} has passed.
   */
  private boolean look(Duration most, BooleanSupplier isSo) {
    long end = System.nanoTime() + most.toNanos();
    while (System.nanoTime() - end < 0) {
      for (ConsumerRecord<byte[], byte[]> record : answers.poll()) {
        answeredAt.putIfAbsent(AnswerCheck.eventId(record.value()), System.nanoTime());
      }
      if (isSo.getAsBoolean()) {
        return true;
      }
    }
    return false;
  }

  private long answered(String prefix) {
    return answeredAt.keySet().stream().filter(id -> id.startsWith(prefix)).count();
  }

  /** Returns latencies in milliseconds. */
  private Series latencies(String prefix) {
    return new Series(
        answeredAt.entrySet().stream()
            .filter(answer -> answer.getKey().startsWith(prefix))
            .filter(answer -> traffic.sentAt().containsKey(answer.getKey()))
            .map(
                answer ->
                    (answer.getValue()
                            - traffic.sentAt().getOrDefault(answer.getKey(), answer.getValue()))
                        / 1e6)
            .toList());
  }

  /** Returns the rebalances of all processors since they started. */
  private double rebalances() throws IOException, InterruptedException {
    double all = 0;
    for (int i = 1; i <= options.size().processors(); i++) {
      String log = Files.readString(folder.resolve("processor-" + i + ".log"));
      all += Double.parseDouble(found(REBALANCES, metrics(found(RUNS, log))));
    }
    return all;
  }

  private static String metrics(String port) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                .timeout(PATIENCE)
                .build(),
            BodyHandlers.ofString())
        .body();
  }

  private static String found(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new IllegalStateException("a processor's metrics do not match " + pattern);
    }
    return matcher.group(1);
  }

  /** Returns the hits under load that were not answered from the cache. */
  private int fromElsewhere() {
    return count(
        "ocr.results",
        result ->
            result.path("event_id").asText().startsWith("hit-")
                && !result.path("source").asText().equals("cache"));
  }

  /** Returns the number of tasks with a second attempt. */
  private int sentAgain() {
    return count("ocr.recognise", task -> task.path("attempt").asInt() > 1);
  }

  private int count(String topic, Predicate<JsonNode> counted) {
    AtomicInteger count = new AtomicInteger();
    try (ResultTopicReader reader =
        new ResultTopicReader(stack.kafka.bootstrapServers(), List.of(topic))) {
      reader.readAll(
          record -> count.addAndGet(counted.test(AnswerCheck.json(record.value())) ? 1 : 0));
    }
    return count.get();
  }

  private AnswerCheck.Outcome check() {
    return new TopicsCheck(stack.kafka.bootstrapServers(), documents).run(List.of());
  }
}
