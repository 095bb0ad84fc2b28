/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cli;

import java.util.Map;
import picocli.CommandLine.Option;

/** Holds the options of replays, and formats their outcomes. */
final class ReplayOptions {
  @Option(names = "--yes", description = "Publish the records")
  private boolean yes;

  @Option(
      names = "--max-replays",
      paramLabel = "N",
      defaultValue = "3",
      description = "Maximum number of replays of one record (default: ${DEFAULT-VALUE})")
  private int maxReplays;

  boolean isMeant() {
    return yes;
  }

  int maxReplays() {
    return maxReplays;
  }

  String say(EventReplayer.Outcome outcome) {
    return switch (outcome) {
      case REPLAYED -> yes ? "replayed" : "would replay";
      case TWICE -> "skipped, already replayed in this run";
      case LOOPS -> "rejected, replayed " + maxReplays + " times or more";
      case CUT -> "rejected, only its beginning was kept:";
    };
  }

  String sum(Map<EventReplayer.Outcome, Integer> counts) {
    return "%d %s, %d skipped, %d rejected"
        .formatted(
            counts.getOrDefault(EventReplayer.Outcome.REPLAYED, 0),
            yes ? "replayed" : "to replay with --yes",
            counts.getOrDefault(EventReplayer.Outcome.TWICE, 0),
            counts.getOrDefault(EventReplayer.Outcome.LOOPS, 0)
                + counts.getOrDefault(EventReplayer.Outcome.CUT, 0));
  }
}
