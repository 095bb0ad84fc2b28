/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code {"status": …, "checks": {name: {"status": …, "detail": …}}}}: the worst of its checks, 503
 * when one is down. Degraded is still 200: taking an instance away because Redis is gone would take
 * all of them away.
 *
 * <p><b>Threading:</b> any.
 */
public final class HealthEndpoint implements Endpoint {
  private static final Logger LOG = LoggerFactory.getLogger(HealthEndpoint.class);
  private static final int OK = 200;
  private static final int UNAVAILABLE = 503;

  private final List<HealthCheck> checks;

  /** Up when there are no {@code checks}. */
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
    return HttpAnswer.json(worst == Health.Status.DOWN ? UNAVAILABLE : OK, object);
  }

  /** A check that throws is a defect, but must not hide what the others say. */
  private static Health run(HealthCheck check) {
    try {
      return check.check();
    } catch (RuntimeException e) {
      LOG.warn("The health check {} failed", check.name(), e);
      return Health.down("the check failed: " + e.getClass().getSimpleName());
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
