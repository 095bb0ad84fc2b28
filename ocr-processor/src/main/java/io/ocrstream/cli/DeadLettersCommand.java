/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cli;

import io.ocrstream.config.Settings;
import io.ocrstream.contracts.ErrorHeader;
import io.ocrstream.contracts.Topic;
import io.ocrstream.kafka.KafkaClients;
import io.ocrstream.kafka.TopicReader;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Lists dead letters and publishes them again, for example after a limit was raised. Exit codes are
 * those of {@link FailuresCommand}. Values are not printed, because they may contain anything.
 */
@Command(
    name = "dead-letters",
    description = "List dead letters, show one, or publish them again",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  ocr dead-letters list --since 24h --config ocr.properties",
      "  ocr dead-letters replay --yes --config ocr.properties"
    })
public final class DeadLettersCommand {
  @Spec private CommandSpec spec;

  /** Selects dead letters. */
  static final class Filter {
    @Option(names = "--reason", paramLabel = "REASON", description = "Only this reason; repeatable")
    private Set<String> reasons = new HashSet<>();

    @Mixin private RecordRange range = new RecordRange();

    private List<ConsumerRecord<byte[], byte[]>> find(Settings settings, TopicReader reader) {
      return reader.select(
          topic(settings),
          range.since(),
          range.limit(),
          record -> Optional.of(record).filter(this::admits));
    }

    private boolean admits(ConsumerRecord<byte[], byte[]> record) {
      String reason = RecordOrigin.text(record.headers(), ErrorHeader.REASON);
      return (reasons.isEmpty() || reasons.contains(reason)) && range.admits(record.timestamp());
    }
  }

  private static String topic(Settings settings) {
    return KafkaClients.names(settings.kafka()).of(Topic.DEAD_LETTERS);
  }

  @Command(
      name = "list",
      description = "Print one line per dead letter: time, reason, bytes, position and origin",
      mixinStandardHelpOptions = true)
  int list(@Mixin SettingsOptions options, @Mixin Filter filter)
      throws ExecutionException, InterruptedException {
    return new ToolRun(spec)
        .run(
            options,
            (settings, out) -> {
              try (TopicReader reader = new TopicReader(settings.kafka())) {
                List<ConsumerRecord<byte[], byte[]>> found = filter.find(settings, reader);
                found.forEach(record -> out.println(row(record)));
                return ToolRun.found(!found.isEmpty(), "No dead letters found", out);
              }
            });
  }

  @Command(
      name = "show",
      description = "Print the headers of one dead letter",
      mixinStandardHelpOptions = true)
  int show(
      @Mixin SettingsOptions options,
      @Parameters(paramLabel = "PARTITION", description = "Partition of the dead letter")
          int partition,
      @Parameters(paramLabel = "OFFSET", description = "Offset of the dead letter") long offset)
      throws ExecutionException, InterruptedException {
    return new ToolRun(spec)
        .run(
            options,
            (settings, out) -> {
              try (TopicReader reader = new TopicReader(settings.kafka())) {
                Optional<ConsumerRecord<byte[], byte[]>> found =
                    reader.at(new TopicPartition(topic(settings), partition), offset);
                found.ifPresent(record -> show(record, out));
                return ToolRun.found(!found.isEmpty(), "No dead letter at this position", out);
              }
            });
  }

  @Command(
      name = "replay",
      description = "Publish records of ocr.documents again, as received; a dry run without --yes",
      mixinStandardHelpOptions = true)
  int replay(@Mixin SettingsOptions options, @Mixin Filter filter, @Mixin ReplayOptions how)
      throws ExecutionException, InterruptedException {
    return new ToolRun(spec)
        .run(
            options,
            (settings, out) -> {
              try (TopicReader reader = new TopicReader(settings.kafka());
                  EventReplayer replayer =
                      new EventReplayer(settings.kafka(), how.maxReplays(), how.isMeant())) {
                return replay(
                    filter.find(settings, reader),
                    KafkaClients.names(settings.kafka()).of(Topic.DOCUMENTS),
                    reader,
                    replayer,
                    how,
                    out);
              }
            });
  }

  private static int replay(
      List<ConsumerRecord<byte[], byte[]>> found,
      String documents,
      TopicReader reader,
      EventReplayer replayer,
      ReplayOptions how,
      PrintWriter out)
      throws ExecutionException, InterruptedException {
    Map<EventReplayer.Outcome, Integer> counts = new EnumMap<>(EventReplayer.Outcome.class);
    for (ConsumerRecord<byte[], byte[]> letter : found) {
      Optional<RecordOrigin> origin =
          RecordOrigin.of(letter.headers()).filter(o -> o.partition().topic().equals(documents));
      if (origin.isPresent() && letter.value() != null) {
        // The original record's headers, if it still exists: they include the count of replays.
        Iterable<Header> headers =
            reader
                .at(origin.get().partition(), origin.get().offset())
                .map(record -> (Iterable<Header>) record.headers())
                .orElseGet(() -> replays(letter));
        EventReplayer.Outcome outcome =
            isCut(letter)
                ? EventReplayer.Outcome.CUT
                : replayer.replay(origin.get().toString(), key(letter), letter.value(), headers);
        counts.merge(outcome, 1, Integer::sum);
        out.printf("%s %s%n", how.say(outcome), origin.get());
      }
    }
    out.println(how.sum(counts));
    return ToolRun.found(!counts.isEmpty());
  }

  /** Returns whether the stored key or value is truncated; only the sender has the whole record. */
  private static boolean isCut(ConsumerRecord<byte[], byte[]> letter) {
    return letter.headers().lastHeader(ErrorHeader.KEY_SHA256.headerName()) != null
        || letter.headers().lastHeader(ErrorHeader.VALUE_SHA256.headerName()) != null;
  }

  /**
   * Returns the key as received. A letter that is not truncated but has a length header had no key.
   */
  private static byte @Nullable [] key(ConsumerRecord<byte[], byte[]> letter) {
    return letter.headers().lastHeader(ErrorHeader.KEY_LENGTH.headerName()) == null
        ? letter.key()
        : null;
  }

  private static Iterable<Header> replays(ConsumerRecord<byte[], byte[]> letter) {
    Header count = letter.headers().lastHeader(ErrorHeader.REPLAYS.headerName());
    return count == null ? List.of() : List.of(count);
  }

  private static String row(ConsumerRecord<byte[], byte[]> record) {
    return "%s %-20s %8d %d %d %s"
        .formatted(
            Instant.ofEpochMilli(record.timestamp()),
            RecordOrigin.text(record.headers(), ErrorHeader.REASON),
            Math.max(0, record.serializedValueSize()),
            record.partition(),
            record.offset(),
            RecordOrigin.of(record.headers()).map(RecordOrigin::toString).orElse("-"));
  }

  private static void show(ConsumerRecord<byte[], byte[]> record, PrintWriter out) {
    out.println(row(record));
    RecordOrigin.print(record.headers(), out);
  }
}
