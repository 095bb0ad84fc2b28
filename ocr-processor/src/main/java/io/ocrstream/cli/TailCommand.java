/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cli;

import io.ocrstream.app.ExitCode;
import io.ocrstream.config.Settings;
import io.ocrstream.contracts.KafkaNames;
import io.ocrstream.contracts.Topic;
import io.ocrstream.kafka.KafkaClients;
import io.ocrstream.kafka.TopicReader;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Prints answers as they become visible, without their text. It has no consumer group and commits
 * nothing. Exit codes: 0 after {@code -n} answers; 2 wrong usage or settings; 3 the cluster is
 * unavailable.
 */
@Command(
    name = "tail",
    description = "Print answers as they come, one line each, without the documents' text",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  ocr tail --config ocr.properties",
      "  ocr tail --status failed --since 1h -n 20 --config ocr.properties",
      "  ocr tail --json --source ocr --config ocr.properties | jq .latency_ms"
    })
public final class TailCommand implements Callable<Integer> {
  @Mixin private SettingsOptions options = new SettingsOptions();
  @Mixin private AnswerFilter filter = new AnswerFilter();

  @Option(
      names = "--since",
      paramLabel = "TIME",
      converter = SinceOption.class,
      description =
          "Start with answers written at or after this time, "
              + SinceOption.FORMS
              + " (default: now)")
  private @Nullable Instant since;

  @Option(names = "-n", paramLabel = "N", description = "End after N answers (default: never)")
  private long most = Long.MAX_VALUE;

  @Option(names = "--json", description = "Print one JSON object per answer")
  private boolean json;

  @Spec private CommandSpec spec;

  private long printed;

  @Override
  public Integer call() throws ExecutionException, InterruptedException {
    return new ToolRun(spec)
        .run(
            options,
            (settings, out) -> {
              follow(settings, out);
              return ExitCode.DONE.code();
            });
  }

  private void follow(Settings settings, PrintWriter out) {
    KafkaNames names = KafkaClients.names(settings.kafka());
    String failures = names.of(Topic.FAILURES);
    printed = 0;
    if (!json) {
      ToolRun.tell(out, AnswerLine.HEADER);
    }
    try (TopicReader reader = new TopicReader(settings.kafka())) {
      reader.follow(
          List.of(names.of(Topic.RESULTS), failures),
          since,
          record -> {
            Optional<AnswerLine> answer =
                record.topic().equals(failures)
                    ? AnswerLine.ofFailure(record.value())
                    : AnswerLine.ofResult(record.value());
            answer.filter(filter::admits).ifPresent(line -> print(line, out));
            // A reader that has gone, such as head, also ends the command.
            return printed < most && !out.checkError();
          });
    }
  }

  private void print(AnswerLine answer, PrintWriter out) {
    printed++;
    ToolRun.tell(out, json ? ToolRun.json(answer) : answer.toString());
  }
}
