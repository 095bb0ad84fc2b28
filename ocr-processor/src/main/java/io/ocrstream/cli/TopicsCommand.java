/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cli;

import io.ocrstream.app.ExitCode;
import io.ocrstream.config.SettingsOutcome;
import io.ocrstream.kafka.BrokerContact;
import io.ocrstream.kafka.ClusterCheck;
import io.ocrstream.kafka.ClusterProblems;
import io.ocrstream.kafka.KafkaErrorMessages;
import io.ocrstream.kafka.OffsetSkip;
import io.ocrstream.kafka.TopicsAdmin;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
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
    mixinStandardHelpOptions = true)
public final class TopicsCommand {
  @Spec private CommandSpec spec;

  /** Runs one operation with the settings. */
  private interface Action {
    void run(SettingsOutcome.Loaded loaded, PrintWriter out)
        throws InterruptedException, ExecutionException;
  }

  @Command(
      name = "create",
      description = "Create missing topics and apply the share groups' settings",
      mixinStandardHelpOptions = true)
  int create(@Mixin SettingsOptions options) {
    return act(
        options,
        (loaded, out) -> {
          List<String> made = TopicsAdmin.create(loaded.settings());
          out.println(made.isEmpty() ? "All topics existed" : "Created " + made);
          out.println("Applied the share groups' settings");
        });
  }

  @Command(
      name = "check",
      description = "Print what is missing or outdated",
      mixinStandardHelpOptions = true)
  int check(@Mixin SettingsOptions options) {
    return act(
        options,
        (loaded, out) -> {
          ClusterCheck.Facts facts = ClusterCheck.require(loaded.settings());
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
  int grow(@Mixin SettingsOptions options) {
    return act(
        options,
        (loaded, out) ->
            out.println(
                TopicsAdmin.grow(loaded.settings()) ? "Added partitions" : "No partitions to add"));
  }

  @Command(
      name = "skip",
      description =
          "Skip a record of ocr.documents that crashes every processor that reads it; a"
              + " dry run without --yes. Stop all processors first",
      mixinStandardHelpOptions = true)
  int skip(
      @Mixin SettingsOptions options,
      @Option(names = "--partition", required = true, description = "Partition of ocr.documents")
          int partition,
      @Option(names = "--offset", required = true, description = "Offset of the record")
          long offset,
      @Option(names = "--yes", description = "Skip the record") boolean yes) {
    return act(
        options,
        (loaded, out) ->
            out.println(OffsetSkip.of(loaded.settings(), partition).over(offset, yes)));
  }

  private int act(SettingsOptions options, Action action) {
    PrintWriter err = spec.commandLine().getErr();
    Optional<SettingsOutcome.Loaded> loaded = options.load(err);
    if (loaded.isEmpty()) {
      return ExitCode.USAGE.code();
    }
    PrintWriter out = spec.commandLine().getOut();
    try {
      BrokerContact.ask(loaded.get().settings().kafka(), line -> ToolRun.tell(err, line));
      action.run(loaded.get(), out);
      out.flush();
      return 0;
    } catch (ClusterProblems e) {
      err.println(e.getMessage());
    } catch (KafkaException | ExecutionException e) {
      err.println(KafkaErrorMessages.explain(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    err.flush();
    return ExitCode.BROKEN.code();
  }
}
