/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops;

import static java.net.HttpURLConnection.HTTP_OK;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/**
 * Serves {@code /metrics} in the Prometheus text format.
 *
 * <p><b>Threading:</b> any.
 */
public final class MetricsEndpoint implements Endpoint {
  private static final String TEXT_FORMAT = "text/plain; version=0.0.4; charset=utf-8";

  private final PrometheusMeterRegistry registry;

  /** Serves {@code registry}, which the caller closes. */
  public MetricsEndpoint(PrometheusMeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public HttpAnswer get() {
    return new HttpAnswer(HTTP_OK, TEXT_FORMAT, registry.scrape(TEXT_FORMAT));
  }
}
