/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cli;

import io.ocrstream.app.ExitCode;
import io.ocrstream.config.Settings;
import io.ocrstream.kafka.ClusterCheck;
import io.ocrstream.kafka.OffsetSkip;
import io.ocrstream.kafka.TopicsAdmin;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Creates and checks the topics and group settings that the roles need. Exit codes: 0 complete; 2
 * wrong usage or settings; 3 something is missing, or the cluster is unavailable.
 */
@Command(
    name = "topics",
    description = "Create or check the topics and the share groups' settings",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  ocr topics create --config ocr.properties",
      "  ocr topics check --config ocr.properties"
    })
public final class TopicsCommand {
  @Spec private CommandSpec spec;

  @Command(
      name = "create",
      description = "Create missing topics and apply the share groups' settings",
      mixinStandardHelpOptions = true)
  int create(@Mixin SettingsOptions options) throws ExecutionException, InterruptedException {
    return act(
        options,
        (settings, out) -> {
          List<String> made = TopicsAdmin.create(settings);
          out.println(made.isEmpty() ? "All topics existed" : "Created " + made);
          out.println("Applied the share groups' settings");
        });
  }

  @Command(
      name = "check",
      description = "Print what is missing or outdated",
      mixinStandardHelpOptions = true)
  int check(@Mixin SettingsOptions options) throws ExecutionException, InterruptedException {
    return act(
        options,
        (settings, out) -> {
          ClusterCheck.Facts facts = ClusterCheck.require(settings);
          out.printf(
              "Ready: %d work partitions, at most %d deliveries of a task%n",
              facts.workPartitions(), facts.deliveryLimit());
        });
  }

  @Command(
      name = "grow",
      description =
          "Add partitions to the internal topic that follows ocr.documents, after"
              + " ocr.documents got more. Running processors do this themselves",
      mixinStandardHelpOptions = true)
  int grow(@Mixin SettingsOptions options) throws ExecutionException, InterruptedException {
    return act(
        options,
        (settings, out) ->
            out.println(TopicsAdmin.grow(settings) ? "Added partitions" : "No partitions to add"));
  }

  @Command(
      name = "skip",
      description =
          "Skip a record of ocr.documents that crashes every processor that reads it; a"
              + " dry run without --yes. Stop all processors first",
      mixinStandardHelpOptions = true)
  int skip(
      @Mixin SettingsOptions options,
      @Option(
              names = "--partition",
              required = true,
              paramLabel = "N",
              description = "Partition of ocr.documents")
          int partition,
      @Option(
              names = "--offset",
              required = true,
              paramLabel = "N",
              description = "Offset of the record")
          long offset,
      @Option(names = "--yes", description = "Skip the record") boolean yes)
      throws ExecutionException, InterruptedException {
    return act(
        options,
        (settings, out) -> out.println(OffsetSkip.of(settings, partition).over(offset, yes)));
  }

  /** Runs one operation with the settings. */
  private interface Action {
    void run(Settings settings, PrintWriter out) throws InterruptedException, ExecutionException;
  }

  private int act(SettingsOptions options, Action action)
      throws ExecutionException, InterruptedException {
    return new ToolRun(spec)
        .run(
            options,
            (settings, out) -> {
              action.run(settings, out);
              return ExitCode.DONE.code();
            });
  }
}
