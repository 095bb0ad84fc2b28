/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.metrics;

import io.ocrstream.metrics.Metric.Role;

/** Defines the meters of the gateway. */
public final class RequestMetrics {
  static final MetricTable ROWS = new MetricTable(Role.GATEWAY);

  public static final Metric GATEWAY_REQUESTS =
      ROWS.timer(
              "ocr.gateway.requests",
              MetricTable.WORK_BUCKETS,
              "Uploads and requests for their answers, from receipt to response")
          .hint("`unavailable` above 1 %")
          .tags(Tag.of("outcome", "result", "failure", "pending", "rejected", "unavailable"));

  public static final Metric GATEWAY_WAITING =
      ROWS.gauge("ocr.gateway.waiting", "Requests that are uploaded or wait for their answer")
          .hint("near `ocr.gateway.max-waiting`")
          .row();

  public static final Metric GATEWAY_UPLOADS =
      ROWS.gauge("ocr.gateway.uploads", "Uploads in progress")
          .hint("near `ocr.gateway.max-uploads`")
          .row();

  private RequestMetrics() {}
}
