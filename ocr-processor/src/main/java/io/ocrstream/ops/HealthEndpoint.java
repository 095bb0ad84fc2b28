/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops;

import static java.net.HttpURLConnection.HTTP_OK;
import static java.net.HttpURLConnection.HTTP_UNAVAILABLE;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves {@code {"status": …, "checks": {name: {"status": …, "detail": …}}}} with the worst status
 * of all checks, and 503 if one is down. Degraded is still 200: otherwise an outage of Redis would
 * take all instances out of service.
 *
 * <p><b>Threading:</b> any.
 */
public final class HealthEndpoint implements Endpoint {
  private static final Logger LOG = LoggerFactory.getLogger(HealthEndpoint.class);

  private final List<HealthCheck> checks;

  /** Creates the endpoint; without {@code checks} it is always up. */
  public HealthEndpoint(List<HealthCheck> checks) {
    this.checks = List.copyOf(checks);
  }

  @Override
  public HttpAnswer get() {
    Map<String, Health> found = new LinkedHashMap<>();
    checks.forEach(check -> found.put(check.name(), run(check)));
    Health.Status worst =
        found.values().stream()
            .map(Health::status)
            .max(Comparator.naturalOrder())
            .orElse(Health.Status.UP);
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("status", worst.jsonName());
    object.put("checks", rows(found));
    return HttpAnswer.json(worst == Health.Status.DOWN ? HTTP_UNAVAILABLE : HTTP_OK, object);
  }

  /** Runs a check; one that throws must not hide the others. */
  private static Health run(HealthCheck check) {
    try {
      return check.check();
    } catch (RuntimeException e) {
      LOG.warn("The health check {} failed", check.name(), e);
      return Health.down("check failed: " + e.getClass().getSimpleName());
    }
  }

  private static Map<String, Object> rows(Map<String, Health> found) {
    Map<String, Object> rows = new LinkedHashMap<>();
    found.forEach(
        (name, health) -> {
          Map<String, String> row = new LinkedHashMap<>();
          row.put("status", health.status().jsonName());
          row.put("detail", health.detail());
          rows.put(name, row);
        });
    return rows;
  }
}
