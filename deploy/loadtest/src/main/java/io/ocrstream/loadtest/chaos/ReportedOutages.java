/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the times at which roles reported that Redis does not answer them. */
final class ReportedOutages {
  private static final Pattern REPORT =
      Pattern.compile("^(\\S+Z) WARN .* - Redis is not available \\(");

  private ReportedOutages() {}

  /** Returns an outage of no duration for each report in a role's log. */
  static List<EngineBound.Span> of(Path log) throws IOException {
    try (Stream<String> lines = Files.lines(log)) {
      return lines
          .flatMap(line -> REPORT.matcher(line).results())
          .map(ReportedOutages::span)
          .toList();
    }
  }

  private static EngineBound.Span span(MatchResult report) {
    long at = Instant.parse(report.group(1)).toEpochMilli();
    return new EngineBound.Span(InjectedFault.REDIS_STALL, at, at);
  }
}
