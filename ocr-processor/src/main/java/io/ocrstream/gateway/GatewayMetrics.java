/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.gateway;

import io.micrometer.core.instrument.Timer;
import io.ocrstream.metrics.Meters;
import io.ocrstream.metrics.RequestMetrics;
import java.util.Locale;
import java.util.function.IntSupplier;

/**
 * Measures the gateway.
 *
 * <p><b>Threading:</b> any.
 */
final class GatewayMetrics {
  private final Meters meters;

  GatewayMetrics(Meters meters, IntSupplier waiting, IntSupplier uploads) {
    this.meters = meters.all(RequestMetrics.GATEWAY_REQUESTS);
    meters.gauge(RequestMetrics.GATEWAY_WAITING, waiting, IntSupplier::getAsInt);
    meters.gauge(RequestMetrics.GATEWAY_UPLOADS, uploads, IntSupplier::getAsInt);
  }

  Timer.Sample start() {
    return meters.start();
  }

  void responded(Timer.Sample since, GatewayResponse response) {
    var unused =
        since.stop(
            meters.timer(
                RequestMetrics.GATEWAY_REQUESTS,
                response.outcome().name().toLowerCase(Locale.ROOT)));
  }
}
