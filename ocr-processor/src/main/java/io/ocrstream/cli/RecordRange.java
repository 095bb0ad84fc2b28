/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cli;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Selects records by time, and limits their number; several commands share these options. */
final class RecordRange {
  @Option(
      names = "--since",
      paramLabel = "TIME",
      converter = SinceOption.class,
      description = "Written at or after this time, " + SinceOption.FORMS)
  private @Nullable Instant since;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      converter = SinceOption.class,
      description = "Written before this time")
  private @Nullable Instant until;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Maximum number of records (default: ${DEFAULT-VALUE})")
  private int limit;

  @Nullable Instant since() {
    return since;
  }

  int limit() {
    return limit;
  }

  /** Returns whether the time in epoch milliseconds is in the range. */
  boolean admits(long time) {
    return (since == null || time >= since.toEpochMilli())
        && (until == null || time < until.toEpochMilli());
  }
}
