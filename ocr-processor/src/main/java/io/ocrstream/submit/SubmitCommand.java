/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.submit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ocrstream.app.ExitCode;
import io.ocrstream.client.OcrClient;
import io.ocrstream.client.OcrPublisher;
import io.ocrstream.config.Settings;
import io.ocrstream.config.loader.SettingsLoader;
import io.ocrstream.contracts.KafkaNames;
import io.ocrstream.contracts.UploadEvent;
import io.ocrstream.kafka.BrokerContact;
import io.ocrstream.kafka.KafkaClients;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Implements {@code ocr submit}: publishes documents to a running cluster and collects answers. */
@Command(
    name = "submit",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Publish upload events to a cluster, and optionally wait for the answers",
    footer = {
      "",
      "Examples:",
      "  ocr submit s3://uploads/scan.pdf --wait 60s --config ocr.properties",
      "  ocr submit scans/ --to s3://uploads/in --wait 10m --out results.jsonl",
      "",
      "Without --to, a file is published as a file: URI. The workers must be able to",
      "read it under that path. Outputs in a bucket stay there; the results contain",
      "their location.",
      "",
      "Exit code: 0 every event has a result, or was published without --wait,",
      "1 some were answered with failures, 2 wrong usage, 3 something failed or was",
      "not answered"
    })
public final class SubmitCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "INPUT",
      arity = "1..*",
      description = "File, folder (all files below it) or URI (file:, https:, s3:)")
  private List<String> inputs = List.of();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Properties file; docs/configuration.md lists the keys")
  private @Nullable Path config;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "One setting; it takes precedence over environment variables and the file")
  private Map<String, String> overrides = new LinkedHashMap<>();

  @Option(
      names = "--to",
      paramLabel = "URI",
      description = "Upload local files first, to this s3://bucket/prefix")
  private @Nullable String place;

  @Option(
      names = "--wait",
      paramLabel = "DURATION",
      converter = Durations.class,
      description = "Wait for the answers, at most this long, such as 90s")
  private @Nullable Duration patience;

  @Mixin private AnswerOptions answers = new AnswerOptions();

  @Mixin private ReadingOptions reading = new ReadingOptions();

  @Spec private @Nullable CommandSpec spec;

  private final Map<String, String> environment;
  private final PrintStream standardOutput;
  private final Console console;

  public SubmitCommand(
      Map<String, String> environment, PrintStream standardOutput, Console.Style style) {
    this.environment = environment;
    this.standardOutput = standardOutput;
    this.console = new Console(standardOutput, style);
  }

  @Override
  public Integer call() throws Exception {
    if (patience == null && answers.areGiven()) {
      throw usage("--out, --failures, --text-dir and --json need answers; add --wait");
    }
    Settings settings = settings();
    Inputs resolved = InputResolver.resolve(inputs);
    if (!resolved.problems().isEmpty()) {
      throw usage(String.join(System.lineSeparator(), resolved.problems()));
    }
    // Opened before uploads and publishing, so that an unusable file is reported at once.
    try (AnswerFiles files = answers.open(this::usage)) {
      PrintWriter err =
          spec == null ? new PrintWriter(System.err, true, UTF_8) : spec.commandLine().getErr();
      BrokerContact.ask(
          settings.kafka(),
          line -> {
            err.println(line);
            err.flush();
          });
      return submit(settings, uploaded(settings, resolved.documents()), files);
    }
  }

  private Settings settings() {
    Map<String, String> all = new LinkedHashMap<>(overrides);
    if (place != null) {
      all.putAll(
          S3Uploader.settings(place)
              .orElseThrow(() -> usage("--to: '%s' is not s3://bucket/prefix".formatted(place))));
    }
    return SettingsLoader.load(config, environment, all).orElseThrow(this::usage).settings();
  }

  private List<Input> uploaded(Settings settings, List<Input> documents) throws IOException {
    if (place == null) {
      return documents;
    }
    List<Input> uploaded = new ArrayList<>();
    try (S3Uploader deposit = S3Uploader.open(settings)) {
      for (Input document : documents) {
        uploaded.add(deposit.put(document));
      }
    }
    return uploaded;
  }

  private int submit(Settings settings, List<Input> documents, AnswerFiles files)
      throws IOException, InterruptedException {
    Map<String, Object> clients = KafkaClients.config(settings.kafka());
    KafkaNames names = KafkaClients.names(settings.kafka());
    if (patience == null) {
      try (OcrPublisher publisher = new OcrPublisher(names, clients)) {
        publish(documents, publisher);
      }
      return ExitCode.DONE.code();
    }
    RunOptions options = new RunOptions(reading.event(), reading.hash(), 1, 1, patience);
    try (OcrClient client = options.connect(names, clients, documents.size())) {
      return tell(new Run(options, files, console, () -> false).run(documents, client));
    }
  }

  private void publish(List<Input> documents, OcrPublisher publisher)
      throws IOException, InterruptedException {
    String submission = UUID.randomUUID().toString();
    List<CompletionStage<?>> handedOver = new ArrayList<>();
    for (Input document : documents) {
      String eventId = submission + "-" + (handedOver.size() + 1);
      handedOver.add(
          publisher.publish(
              UploadEvent.of(eventId, document.documentId(), document.uri())
                  .withContentHash(document.hash(reading.hash()))
                  .withOptions(reading.event())));
    }
    for (CompletionStage<?> event : handedOver) {
      OcrPublisher.await(event);
    }
    int last = handedOver.size();
    console.line(
        last == 1
            ? "1 published, as event %s-1".formatted(submission)
            : "%d published, as events %s-1 to %s-%d"
                .formatted(last, submission, submission, last));
  }

  private int tell(Run.Outcome outcome) {
    outcome.tell(console);
    answers.print(outcome, standardOutput);
    return outcome.exitCode();
  }

  private ParameterException usage(String message) {
    if (spec == null) {
      throw new IllegalStateException("not run by picocli");
    }
    return new ParameterException(spec.commandLine(), message);
  }
}
