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
 * Makes and checks what the roles need of a cluster. Exit codes: 0 all is there, 2 wrong usage or
 * settings, 3 something is missing or the cluster cannot be asked.
 */
@Command(
    name = "topics",
    description = "Make or check the topics and the share groups' settings.",
    mixinStandardHelpOptions = true)
public final class TopicsCommand {
  @Spec private CommandSpec spec;

  /** What is done with the settings. */
  private interface Action {
    void run(SettingsOutcome.Loaded loaded, PrintWriter out)
        throws InterruptedException, ExecutionException;
  }

  @Command(
      name = "create",
      description = "Create missing topics; set the share groups' settings.",
      mixinStandardHelpOptions = true)
  int create(@Mixin SettingsOptions options) {
    return act(
        options,
        (loaded, out) -> {
          List<String> made = TopicsAdmin.create(loaded.settings());
          out.println(made.isEmpty() ? "all topics were there" : "created " + made);
          out.println("share groups are set");
        });
  }

  @Command(
      name = "check",
      description = "Say what is missing or too old.",
      mixinStandardHelpOptions = true)
  int check(@Mixin SettingsOptions options) {
    return act(
        options,
        (loaded, out) -> {
          ClusterCheck.Facts facts = ClusterCheck.require(loaded.settings());
          out.printf(
              "ready: %d work partitions, tasks are delivered %d times at most%n",
              facts.workPartitions(), facts.deliveryLimit());
        });
  }

  @Command(
      name = "grow",
      description =
          "After ocr.documents was given more partitions: raise the internal topic that follows it."
              + " Running processors do so themselves.",
      mixinStandardHelpOptions = true)
  int grow(@Mixin SettingsOptions options) {
    return act(
        options,
        (loaded, out) ->
            out.println(
                TopicsAdmin.grow(loaded.settings()) ? "raised" : "nothing had to be raised"));
  }

  @Command(
      name = "skip",
      description =
          "Step over a record of ocr.documents that ends each processor which reads it; a dry run"
              + " without --yes. All processors must have stopped.",
      mixinStandardHelpOptions = true)
  int skip(
      @Mixin SettingsOptions options,
      @Option(names = "--partition", required = true, description = "Of ocr.documents.")
          int partition,
      @Option(names = "--offset", required = true, description = "Of the record.") long offset,
      @Option(names = "--yes", description = "Really do it.") boolean yes) {
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
