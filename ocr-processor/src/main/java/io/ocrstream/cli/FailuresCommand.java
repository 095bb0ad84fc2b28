/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cli;

import io.ocrstream.cli.FailedEvents.Found;
import io.ocrstream.cli.FailedEvents.Original;
import io.ocrstream.contracts.Failure;
import io.ocrstream.contracts.Locations;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Lists failures and publishes their events again. Exit codes: 0 done; 1 nothing found; 2 wrong
 * usage or settings; 3 the cluster is unavailable.
 */
@Command(
    name = "failures",
    description = "List failures, show one, or publish their events again",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  ocr failures list --since 24h --config ocr.properties",
      "  ocr failures replay --code FETCH_FAILED --yes --config ocr.properties"
    })
public final class FailuresCommand {
  private static final String ROW = "%-24s %-20s %-9s %8s %-24s %-36s %-18s %s";
  private static final String HEADER =
      ROW.formatted("time", "code", "replay", "attempts", "document", "event", "from", "message");
  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cn}]");

  @Spec private CommandSpec spec;

  @Command(
      name = "list",
      description = "Print one line per failure",
      mixinStandardHelpOptions = true)
  int list(
      @Mixin SettingsOptions options,
      @Mixin FailureFilter filter,
      @Option(names = "--json", description = "Print one JSON object per failure") boolean json)
      throws ExecutionException, InterruptedException {
    return new ToolRun(spec)
        .run(
            options,
            (settings, out) -> {
              try (FailedEvents events = new FailedEvents(settings)) {
                List<Found> found = sorted(events.find(filter, false));
                if (!json && !found.isEmpty()) {
                  out.println(HEADER);
                }
                found.forEach(f -> out.println(json ? json(f) : row(f)));
                return json
                    ? ToolRun.found(!found.isEmpty())
                    : ToolRun.found(!found.isEmpty(), "No failures found", out);
              }
            });
  }

  @Command(
      name = "show",
      description = "Print all failures of an event, with their headers",
      mixinStandardHelpOptions = true)
  int show(
      @Mixin SettingsOptions options,
      @Parameters(paramLabel = "EVENT_ID", description = "Id of the event") String eventId)
      throws ExecutionException, InterruptedException {
    return new ToolRun(spec)
        .run(
            options,
            (settings, out) -> {
              try (FailedEvents events = new FailedEvents(settings)) {
                List<Found> found = sorted(events.of(eventId));
                found.forEach(f -> show(f, out));
                return ToolRun.found(!found.isEmpty(), "No failures of this event", out);
              }
            });
  }

  @Command(
      name = "replay",
      description = "Publish the original events of failures again; a dry run without --yes",
      mixinStandardHelpOptions = true)
  int replay(
      @Mixin SettingsOptions options,
      @Mixin FailureFilter filter,
      @Mixin ReplayOptions how,
      @Option(names = "--all", description = "Also failures that are not retryable") boolean all,
      @Option(
              names = "--rebuild",
              description =
                  "Also events whose record no longer exists; they are rebuilt from their"
                      + " failure, without options, deadline and tenant")
          boolean rebuild)
      throws ExecutionException, InterruptedException {
    return new ToolRun(spec)
        .run(
            options,
            (settings, out) -> {
              try (FailedEvents events = new FailedEvents(settings);
                  EventReplayer replayer =
                      new EventReplayer(settings.kafka(), how.maxReplays(), how.isMeant())) {
                // The latest failure of an event comes first, because it counts earlier replays.
                List<Found> found = new ArrayList<>(sorted(events.find(filter, !all)));
                Collections.reverse(found);
                return replay(found, new Source(events, rebuild), replayer, how, out);
              }
            });
  }

  /** Finds events, and tells whether missing ones are rebuilt. */
  private record Source(FailedEvents events, boolean rebuild) {}

  private static int replay(
      List<Found> found, Source source, EventReplayer replayer, ReplayOptions how, PrintWriter out)
      throws ExecutionException, InterruptedException {
    Map<EventReplayer.Outcome, Integer> counts = new EnumMap<>(EventReplayer.Outcome.class);
    int rebuilt = 0;
    int gone = 0;
    for (Found f : found) {
      Original event = source.events().original(f);
      if (!event.isWhole() && !source.rebuild()) {
        gone++;
        continue;
      }
      String id = f.failure().eventId();
      EventReplayer.Outcome outcome =
          replayer.replay(id, event.key(), event.value(), event.headers());
      counts.merge(outcome, 1, Integer::sum);
      rebuilt += outcome == EventReplayer.Outcome.REPLAYED && !event.isWhole() ? 1 : 0;
      out.printf("%s %s%s%n", how.say(outcome), id, event.isWhole() ? "" : " (without options)");
    }
    out.printf("%s, %d gone, %d rebuilt without options%n", how.sum(counts), gone, rebuilt);
    return ToolRun.found(!found.isEmpty());
  }

  private static List<Found> sorted(List<Found> found) {
    return found.stream().sorted(Comparator.comparingLong(f -> f.failure().failedAt())).toList();
  }

  private static String row(Found found) {
    Failure failure = found.failure();
    return ROW.formatted(
        Instant.ofEpochMilli(failure.failedAt()),
        failure.code(),
        failure.retryable() ? "retryable" : "final",
        failure.attempts(),
        printable(Locations.shownId(failure.documentId())),
        failure.eventId(),
        RecordOrigin.of(found.headers()).map(RecordOrigin::toString).orElse("-"),
        printable(failure.message()));
  }

  /* Replaces characters that could reorder or hide what is printed: an id may be any text. */
  static String printable(String text) {
    return UNPRINTABLE.matcher(text).replaceAll("?");
  }

  private static String json(Found found) {
    return ToolRun.json(Locations.shown(found.failure()));
  }

  private static void show(Found found, PrintWriter out) {
    out.println(json(found));
    RecordOrigin.print(found.headers(), out);
  }
}
