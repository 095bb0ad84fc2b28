/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.doctor;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Compares this machine's clock with that of a server. */
final class ClockCheck {
  /** A larger difference shortens or lengthens the deadlines of events noticeably. */
  static final Duration TOLERANCE = Duration.ofSeconds(5);

  /** A larger difference has brokers reject records, and S3 reject requests. */
  static final Duration LIMIT = Duration.ofMinutes(10);

  private static final String REMEDY = "; synchronise both clocks (chrony or systemd-timesyncd)";

  private ClockCheck() {}

  static Finding of(String check, Instant server, Clock own) {
    Duration ahead = Duration.between(server, own.instant());
    Duration apart = ahead.abs();
    String found =
        "this machine is %d s %s the server"
            .formatted(apart.toSeconds(), ahead.isNegative() ? "behind" : "ahead of");
    if (apart.compareTo(LIMIT) > 0) {
      return Finding.fail(check, found + ": brokers and S3 reject requests" + REMEDY);
    }
    return apart.compareTo(TOLERANCE) > 0
        ? Finding.warn(check, found + ": deadlines of events are inexact" + REMEDY)
        : Finding.ok(check, "less than %d s apart".formatted(TOLERANCE.toSeconds()));
  }
}
