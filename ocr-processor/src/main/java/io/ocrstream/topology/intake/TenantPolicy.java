/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.intake;

import io.ocrstream.config.Settings;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Problem;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which events may name a tenant, and which must.
 *
 * <p><b>Threading:</b> immutable.
 *
 * @param isSeparated whether the cache keeps tenants apart
 * @param isRequired whether each event must name one
 */
public record TenantPolicy(boolean isSeparated, boolean isRequired) {
  /** No event may name one. */
  public static final TenantPolicy UNKNOWN = new TenantPolicy(false, false);

  /** As the settings say. */
  public static TenantPolicy of(Settings.Cache settings) {
    return new TenantPolicy(settings.tenantKey().isPresent(), settings.tenantRequired());
  }

  /** Why an event of {@code tenant} is not worked on; empty if it is. */
  Optional<Problem> refusal(@Nullable String tenant) {
    if (tenant == null) {
      return isRequired
          ? Optional.of(
              Problem.of(
                  FailureCode.INVALID_EVENT,
                  "the event names no tenant, and ocr.cache.tenant-required is set"))
          : Optional.empty();
    }
    // Worked on without a key, it would be found by whoever else sends the same bytes.
    return isSeparated
        ? Optional.empty()
        : Optional.of(
            Problem.of(
                FailureCode.UNSUPPORTED_OPTION,
                "the event names a tenant, and ocr.cache.tenant-key is not set"));
  }
}
