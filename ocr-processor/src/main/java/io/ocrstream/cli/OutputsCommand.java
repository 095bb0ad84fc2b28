/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cli;

import io.ocrstream.app.ExitCode;
import io.ocrstream.config.OutputsConfig;
import io.ocrstream.config.Settings;
import io.ocrstream.content.TrustStore;
import io.ocrstream.content.s3.S3Lifecycle;
import io.ocrstream.contracts.Outcome;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Applies {@code ocr.outputs.retention} to the bucket of the outputs. Exit codes: 0 done, or as
 * configured; 2 wrong usage or settings; 3 not as configured, or the store is unavailable.
 */
@Command(
    name = "outputs",
    description = "Let stored outputs expire as ocr.outputs.retention says",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  ocr outputs check --config ocr.properties",
      "  ocr outputs create --yes --config ocr.properties"
    })
public final class OutputsCommand {
  private static final String FILE = "file://";

  @Spec private CommandSpec spec;

  @Command(
      name = "check",
      description = "Print whether the bucket's lifecycle rule is as configured",
      mixinStandardHelpOptions = true)
  int check(@Mixin SettingsOptions options) throws IOException {
    return act(
        options,
        (store, wanted) ->
            store.compare(wanted).map(found -> answer(found.isAsWanted(), found, wanted)));
  }

  @Command(
      name = "create",
      description =
          "Create, change or remove the lifecycle rule of the outputs' prefix, and keep the"
              + " bucket's other rules; a dry run without --yes",
      mixinStandardHelpOptions = true)
  int create(
      @Mixin SettingsOptions options,
      @Option(names = "--yes", description = "Change the bucket") boolean yes)
      throws IOException {
    return act(
        options,
        (store, wanted) ->
            (yes ? store.apply(wanted) : store.compare(wanted))
                .map(found -> new Answer(ExitCode.DONE, change(found, wanted, yes))));
  }

  /** Asks or changes the store. */
  private interface Action {
    Outcome<Answer> run(S3Lifecycle store, S3Lifecycle.Wanted wanted);
  }

  private record Answer(ExitCode code, String line) {}

  private int act(SettingsOptions options, Action action) throws IOException {
    Settings settings = options.load().settings();
    Optional<S3Lifecycle.Wanted> wanted = wanted(settings.outputs());
    Outcome<Answer> outcome =
        wanted.isEmpty()
            ? Outcome.of(elsewhere(settings.outputs()))
            : ask(settings, wanted.get(), action);
    Answer answer =
        outcome.fold(found -> found, problem -> new Answer(ExitCode.BROKEN, problem.message()));
    CommandLine command = spec.commandLine();
    PrintWriter to = outcome.problem().isPresent() ? command.getErr() : command.getOut();
    to.println(answer.line());
    to.flush();
    return answer.code().code();
  }

  private static Outcome<Answer> ask(Settings settings, S3Lifecycle.Wanted wanted, Action action)
      throws IOException {
    try (S3Lifecycle store =
        S3Lifecycle.open(settings.content(), TrustStore.load(settings.content().caFile()))) {
      return action.run(store, wanted);
    }
  }

  /** Returns the rule that the settings describe; empty if a rule cannot name the outputs alone. */
  private static Optional<S3Lifecycle.Wanted> wanted(OutputsConfig outputs) {
    String[] parts = outputs.location().split("/", 4);
    if (!parts[0].equals("s3:") || parts.length < 4 || parts[3].isEmpty()) {
      return Optional.empty();
    }
    String prefix = parts[3].endsWith("/") ? parts[3] : parts[3] + "/";
    return Optional.of(new S3Lifecycle.Wanted(parts[2], prefix, days(outputs)));
  }

  private static int days(OutputsConfig outputs) {
    return Math.toIntExact(outputs.retention().toDays());
  }

  /* Only folders can have a retention here; the settings are checked. */
  private static Answer elsewhere(OutputsConfig outputs) {
    int days = days(outputs);
    if (days == 0) {
      return new Answer(ExitCode.DONE, "Outputs are kept for ever, as configured");
    }
    // find counts days that are over.
    return new Answer(
        ExitCode.DONE,
        "A folder has no lifecycle; run daily: find '%s' -type f -mtime +%d -delete"
            .formatted(
                outputs.location().substring(FILE.length()).replace("'", "'\\''"), days - 1));
  }

  private static Answer answer(
      boolean isAsWanted, S3Lifecycle.Found found, S3Lifecycle.Wanted wanted) {
    return isAsWanted
        ? new Answer(ExitCode.DONE, place(wanted) + effect(wanted) + ", as configured")
        : new Answer(
            ExitCode.BROKEN,
            place(wanted)
                + "%s, but by ocr.outputs.retention they %s; run ocr outputs create --yes"
                    .formatted(found.now(), effect(wanted)));
  }

  private static String change(S3Lifecycle.Found found, S3Lifecycle.Wanted wanted, boolean yes) {
    if (found.isAsWanted()) {
      return place(wanted) + effect(wanted) + " already; nothing to change";
    }
    return place(wanted)
        + (yes
                ? "%s now; before, they %s. Kept %d other rules of the bucket"
                : "would %s; now they %s. %d other rules of the bucket stay. Repeat with --yes")
            .formatted(effect(wanted), found.now(), found.others());
  }

  private static String place(S3Lifecycle.Wanted wanted) {
    return "Objects below s3://%s/%s ".formatted(wanted.bucket(), wanted.prefix());
  }

  private static String effect(S3Lifecycle.Wanted wanted) {
    return wanted.days() == 0 ? "are kept for ever" : "expire after %d d".formatted(wanted.days());
  }
}
