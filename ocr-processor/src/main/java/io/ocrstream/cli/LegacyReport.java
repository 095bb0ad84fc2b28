/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cli;

import io.ocrstream.cache.admin.LegacySurvey;
import io.ocrstream.config.CacheConfig.LegacyEntries;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;

/** Prints the result of {@code cache migrate} for people. */
final class LegacyReport {
  private LegacyReport() {}

  static void print(
      LegacySurvey found, LegacyEntries mode, Duration keep, boolean really, PrintWriter out) {
    out.printf(
        "Found %d entries of the earlier service: %d texts, %d hashes; %d values are malformed%n",
        found.texts() + found.hashes(), found.texts(), found.hashes(), found.malformed());
    Long oldest = found.oldest();
    Long newest = found.newest();
    if (oldest == null || newest == null) {
      return;
    }
    out.printf(
        "They were read from %s to %s; %d have no time to live%n",
        Instant.ofEpochSecond(oldest), Instant.ofEpochSecond(newest), found.lasting());
    if (!keep.isZero()) {
      out.printf(
          really
              ? "Extended the time to live of %d entries%n"
              : "%d entries expire before that age; add --yes to keep them%n",
          found.due());
    }
    if (mode == LegacyEntries.OFF) {
      out.println("They answer no event, because ocr.cache.legacy is off");
    }
  }
}
