/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.worker;

import io.micrometer.core.instrument.Timer;
import io.ocrstream.content.Content;
import io.ocrstream.content.Fetched;
import io.ocrstream.content.Inspected;
import io.ocrstream.contracts.Location;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.metrics.Meters;
import io.ocrstream.metrics.ReadingMetrics;
import java.util.Set;

/**
 * Content that times each attempt and counts the bytes fetched.
 *
 * <p><b>Threading:</b> any.
 */
public final class MeasuredContent implements Content {
  private static final Set<String> SCHEMES = Set.of("file", "https", "s3");

  private final Content content;
  private final Meters meters;

  /** Wraps {@code content}, which is closed with this object. */
  public MeasuredContent(Content content, Meters meters) {
    this.content = content;
    this.meters = meters;
  }

  @Override
  public Outcome<Inspected> inspect(Location location) {
    Timer.Sample sample = meters.start();
    Outcome<Inspected> inspected = content.inspect(location);
    stop(sample, "inspect", result(inspected));
    return inspected;
  }

  @Override
  public Outcome<Fetched> fetch(Location location) {
    Timer.Sample sample = meters.start();
    Outcome<Fetched> fetched = content.fetch(location);
    stop(sample, "fetch", result(fetched));
    double bytes = fetched.fold(read -> (double) read.size(), problem -> 0.0);
    meters.counter(ReadingMetrics.FETCHED, scheme(location.uri())).increment(bytes);
    return fetched;
  }

  private void stop(Timer.Sample sample, String operation, String outcome) {
    var unused = sample.stop(meters.timer(ReadingMetrics.FETCHES, operation, outcome));
  }

  private static String result(Outcome<?> outcome) {
    return outcome.fold(
        value -> "ok", problem -> problem.code().isRetryable() ? "retryable" : "refused");
  }

  private static String scheme(String uri) {
    int colon = uri.indexOf(':');
    String scheme = colon < 0 ? "" : uri.substring(0, colon);
    return SCHEMES.contains(scheme) ? scheme : "other";
  }

  @Override
  public void close() {
    content.close();
  }
}
