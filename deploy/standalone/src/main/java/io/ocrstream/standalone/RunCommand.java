/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone;

import io.ocrstream.app.SystemErrorMessages;
import io.ocrstream.client.OcrClient;
import io.ocrstream.config.Settings;
import io.ocrstream.contracts.EventOptions;
import io.ocrstream.contracts.KafkaNames;
import io.ocrstream.contracts.Output;
import io.ocrstream.embedded.Folders;
import io.ocrstream.embedded.LoopbackPorts;
import io.ocrstream.engine.installed.InstalledEngines;
import io.ocrstream.submit.AnswerFiles;
import io.ocrstream.submit.AnswerOptions;
import io.ocrstream.submit.Console;
import io.ocrstream.submit.Durations;
import io.ocrstream.submit.Input;
import io.ocrstream.submit.InputResolver;
import io.ocrstream.submit.Inputs;
import io.ocrstream.submit.ReadingOptions;
import io.ocrstream.submit.Run;
import io.ocrstream.submit.RunOptions;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Implements {@code ocr run}: reads documents with all servers embedded. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Read documents with an embedded Kafka, Redis, processor and workers",
    footer = {
      "",
      "Examples:",
      "  ocr run scans/ letter.pdf --languages por+eng --text-dir text/",
      "  ocr run --serve --data ./data",
      "",
      "Exit code: 0 every event has a result, 1 some were answered with failures,",
      "2 wrong usage, 3 something failed or was not answered"
    })
final class RunCommand implements Callable<Integer> {
  /** Maximum number of events in one run. */
  private static final int MAX_EVENTS = 1_000_000;

  private static final String PORT_VARIABLE = "OCR_OPS_PORT";
  private static final int FIRST_PORT = 8000;
  private static final int ROUNDS_OF_SAMPLES = 2;
  private static final long CLEAN_UP_SECONDS = 30;

  @Parameters(
      paramLabel = "INPUT",
      arity = "0..*",
      description = {
        "File, folder (all files below it) or URI (file:, https:, s3:)",
        "(default: the bundled samples, each sent twice)"
      })
  private List<String> inputs = List.of();

  @Mixin private AnswerOptions answers = new AnswerOptions();

  @Option(
      names = "--repeat",
      paramLabel = "N",
      defaultValue = "1",
      description = "Publish every input N times at once (default: ${DEFAULT-VALUE})")
  private int repeat = 1;

  @Mixin private ReadingOptions reading = new ReadingOptions();

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      defaultValue = "1h",
      converter = Durations.class,
      description = "Maximum time for all answers (default: ${DEFAULT-VALUE})")
  private Duration timeout = Duration.ofHours(1);

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Keep the data of Kafka and Redis in this folder (default: a temporary folder)")
  private @Nullable Path data;

  @Option(names = "--serve", description = "Keep running afterwards and print the addresses")
  private boolean serve;

  @Option(
      names = "--port",
      paramLabel = "N",
      description =
          "Port of the web page (default: OCR_OPS_PORT, or the first free port from 8000)")
  private @Nullable Integer port;

  @Spec private CommandSpec spec;

  private final Pipeline pipeline;
  private final Map<String, String> environment;
  private final PrintStream standardOutput;
  private final Console console;
  private volatile boolean interrupted;

  /** Creates a command whose pipeline also uses settings from {@code environment}. */
  RunCommand(
      Pipeline pipeline,
      Map<String, String> environment,
      PrintStream standardOutput,
      Console.Style style) {
    this.pipeline = pipeline;
    this.environment = environment;
    this.standardOutput = standardOutput;
    this.console = new Console(standardOutput, style);
  }

  @Override
  public Integer call() throws Exception {
    RunOptions options =
        new RunOptions(
            asked(), reading.hash(), repeat, inputs.isEmpty() ? ROUNDS_OF_SAMPLES : 1, timeout);
    Path samples = inputs.isEmpty() ? Folders.temporary("ocr-samples-") : null;
    CountDownLatch cleanedUp = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> interrupt(cleanedUp), "interrupt"));
    try {
      return run(resolve(samples), options);
    } finally {
      if (samples != null) {
        Folders.delete(samples);
      }
      cleanedUp.countDown();
    }
  }

  /** Runs in a shutdown hook, so that the JVM waits for the run's cleanup. */
  private void interrupt(CountDownLatch cleanedUp) {
    interrupted = true;
    try {
      if (!cleanedUp.await(CLEAN_UP_SECONDS, TimeUnit.SECONDS)) {
        console.line("Cleanup did not finish in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Inputs resolve(@Nullable Path samples) {
    if (samples != null) {
      Samples.unpack(samples);
    }
    Inputs resolved = InputResolver.resolve(samples == null ? inputs : List.of(samples.toString()));
    if (!resolved.problems().isEmpty()) {
      throw usage(String.join(System.lineSeparator(), resolved.problems()));
    }
    if (repeat < 1 || (long) repeat * resolved.documents().size() > MAX_EVENTS) {
      throw usage("--repeat: use 1 or more, and at most %d events in total".formatted(MAX_EVENTS));
    }
    return resolved;
  }

  private int run(Inputs resolved, RunOptions options) throws Exception {
    // Before the servers start, which takes several seconds.
    reading.checkLanguages(() -> InstalledEngines.of(given().engine()).languages());
    checkData();
    Map<String, String> settings = settings(resolved);
    try (AnswerFiles files = answers.open(this::usage)) {
      return run(resolved, options, settings, files);
    } catch (DataLock.InUse e) {
      throw usage(String.valueOf(e.getMessage()));
    }
  }

  private int run(
      Inputs resolved, RunOptions options, Map<String, String> settings, AnswerFiles files)
      throws Exception {
    long began = System.nanoTime();
    console.line("Starting Kafka, Redis, processor and workers ...");
    try (EmbeddedStack stack = EmbeddedStack.start(data, settings, pipeline)) {
      double seconds = (System.nanoTime() - began) / 1e9;
      console.line(
          String.format(Locale.ROOT, "Started in %.1f s with %s", seconds, stack.redisServer()));
      if (serve) {
        console.line("Page   " + stack.pageUri());
      }
      Run.Outcome outcome = answers(resolved, options, stack, files);
      outcome.tell(console);
      if (serve) {
        tellAddresses(stack);
      }
      answers.print(outcome, standardOutput);
      awaitInterrupt();
      return outcome.exitCode();
    }
  }

  private void checkData() {
    if (data == null) {
      return;
    }
    try {
      EmbeddedStack.prepare(data);
    } catch (UncheckedIOException e) {
      throw usage("--data: " + SystemErrorMessages.of(e).orElse(e.getMessage()));
    }
  }

  private Map<String, String> settings(Inputs resolved) {
    Map<String, String> settings = new HashMap<>(resolved.allowed().settings());
    settings.put("ocr.ops.page", serve ? "text" : "off");
    if (serve) {
      settings.put("ocr.ops.port", Integer.toString(pagePort()));
    }
    return settings;
  }

  private Run.Outcome answers(
      Inputs resolved, RunOptions options, EmbeddedStack stack, AnswerFiles files)
      throws Exception {
    List<Input> documents = resolved.documents();
    try (OcrClient client = options.connect(KafkaNames.PLAIN, stack.clients(), documents.size())) {
      return new Run(options, files, console, () -> interrupted).run(documents, client);
    }
  }

  private void tellAddresses(EmbeddedStack stack) {
    console.line("Kafka  " + stack.bootstrapServers());
    console.line("Redis  " + stack.redisAddress());
    console.line("Config " + stack.clientProperties());
    console.line("Page   " + stack.pageUri());
    console.line("Upload " + stack.uploadCommand());
    console.line("Running until interrupted (Ctrl-C)");
  }

  private int pagePort() {
    boolean isGiven = port != null || !environment.getOrDefault(PORT_VARIABLE, "").isEmpty();
    int wanted = port == null ? given().ops().port() : port;
    if (!isGiven || wanted == 0) {
      return LoopbackPorts.firstFree(FIRST_PORT);
    }
    if (!LoopbackPorts.isFree(wanted)) {
      throw usage("--port: %d is in use; choose another port".formatted(wanted));
    }
    return wanted;
  }

  private Settings given() {
    try {
      return LocalPipeline.settings(environment, Map.of()).settings();
    } catch (IllegalArgumentException e) {
      throw usage(String.valueOf(e.getMessage()));
    }
  }

  private void awaitInterrupt() throws InterruptedException {
    while (serve && !interrupted) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  private EventOptions asked() {
    EventOptions asked = reading.event();
    // The page displays word boxes.
    return serve && asked.outputs() == null
        ? asked.withOutputs(List.of(Output.TEXT, Output.WORDS))
        : asked;
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
