/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cli;

import java.util.Map;
import picocli.CommandLine.Option;

/** How records are replayed, and how that is told. */
final class ReplayOptions {
  @Option(names = "--yes", description = "Really publish them.")
  private boolean yes;

  @Option(
      names = "--max-replays",
      paramLabel = "N",
      defaultValue = "3",
      description = "How often one may be replayed in all (default: ${DEFAULT-VALUE}).")
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
      case TWICE -> "again, passed over";
      case LOOPS -> "refused, replayed " + maxReplays + " times or more";
      case CUT -> "refused, only its beginning was kept:";
    };
  }

  String sum(Map<EventReplayer.Outcome, Integer> counts) {
    return "%d %s, %d passed over, %d refused"
        .formatted(
            counts.getOrDefault(EventReplayer.Outcome.REPLAYED, 0),
            yes ? "replayed" : "to replay with --yes",
            counts.getOrDefault(EventReplayer.Outcome.TWICE, 0),
            counts.getOrDefault(EventReplayer.Outcome.LOOPS, 0)
                + counts.getOrDefault(EventReplayer.Outcome.CUT, 0));
  }
}
