/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cli;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ocrstream.app.Caches;
import io.ocrstream.app.ExitCode;
import io.ocrstream.cache.redis.RedisCache;
import io.ocrstream.config.Settings;
import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.ContentKey;
import io.ocrstream.contracts.Failure;
import io.ocrstream.contracts.RecogniseTask;
import io.ocrstream.contracts.Result;
import io.ocrstream.contracts.UploadEvent;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Explains the answer to an event, from the topics and the cache. It changes nothing. Exit codes: 0
 * explained; 1 no record of the event; 2 wrong usage or settings; 3 the cluster is unavailable.
 */
@Command(
    name = "inspect",
    description = "Explain how an event was answered: its path, key, tasks, pages and times",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  ocr inspect upload-4711 --config ocr.properties",
      "  ocr inspect upload-4711 --since 7d --json --config ocr.properties"
    })
public final class InspectCommand implements Callable<Integer> {
  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final Duration CONNECT_POLL = Duration.ofMillis(20);

  @Mixin private SettingsOptions options = new SettingsOptions();

  @Parameters(paramLabel = "EVENT_ID", description = "Id of the event")
  private String eventId = "";

  @Option(
      names = "--since",
      paramLabel = "TIME",
      converter = SinceOption.class,
      defaultValue = "24h",
      description =
          "Search records written at or after this time, "
              + SinceOption.FORMS
              + " (default: ${DEFAULT-VALUE})")
  private Instant since = Instant.EPOCH;

  @Option(names = "--json", description = "Print one JSON object per fact")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws ExecutionException, InterruptedException {
    return new ToolRun(spec).run(options, this::explain);
  }

  private int explain(Settings settings, PrintWriter out) {
    AnswerFacts facts = new AnswerFacts();
    try (EventTrace trace = new EventTrace(settings, since)) {
      List<UploadEvent> events = trace.events(eventId);
      List<Result> results = trace.results(eventId);
      List<Failure> failures = trace.failures(eventId);
      if (events.isEmpty() && results.isEmpty() && failures.isEmpty()) {
        return ToolRun.found(
            false, "No record of this event; search further back with --since", out);
      }
      events.forEach(facts::event);
      results.forEach(facts::result);
      failures.forEach(facts::failure);
      if (results.isEmpty() && failures.isEmpty()) {
        facts.waits();
      }
      work(trace, facts, locations(events), hash(results, failures));
    }
    facts.key().ifPresent(key -> cache(settings, key, facts));
    facts.all().forEach(fact -> out.println(json ? ToolRun.json(fact) : fact));
    return ExitCode.DONE.code();
  }

  private static void work(
      EventTrace trace, AnswerFacts facts, Set<String> locations, @Nullable ContentHash hash) {
    if (!locations.isEmpty()) {
      trace.identifyTasks(locations).forEach(facts::task);
      trace.identified(locations).forEach(facts::completion);
    }
    if (hash != null) {
      List<RecogniseTask> tasks = trace.recogniseTasks(hash);
      tasks.forEach(facts::task);
      trace.recognised(hash).forEach(facts::completion);
    }
  }

  private static Set<String> locations(List<UploadEvent> events) {
    Set<String> digests = new HashSet<>();
    events.forEach(event -> digests.add(event.location().digest()));
    return digests;
  }

  private static @Nullable ContentHash hash(List<Result> results, List<Failure> failures) {
    return Stream.concat(
            results.stream().map(Result::contentHash), failures.stream().map(Failure::contentHash))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static void cache(Settings settings, ContentKey key, AnswerFacts facts) {
    try (RedisCache cache = Caches.open(settings, new SimpleMeterRegistry())) {
      long deadline = System.nanoTime() + CONNECT.toNanos();
      while (!cache.stats().isConnected() && System.nanoTime() - deadline < 0) {
        LockSupport.parkNanos(CONNECT_POLL.toNanos());
      }
      facts.cache(
          cache
              .recall(key)
              .join()
              .fold(
                  kept -> "holds this answer now",
                  () -> "does not hold this answer now",
                  () -> "does not answer"));
    }
  }
}
