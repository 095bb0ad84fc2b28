/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.intake;

import io.ocrstream.config.CacheConfig;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Problem;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides which events may name a tenant, and which must.
 *
 * <p><b>Threading:</b> immutable.
 *
 * @param isSeparated whether the cache separates tenants
 * @param isRequired whether each event must name a tenant
 */
public record TenantPolicy(boolean isSeparated, boolean isRequired) {
  /** No event may name a tenant. */
  public static final TenantPolicy UNKNOWN = new TenantPolicy(false, false);

  /** Returns the policy of the given settings. */
  public static TenantPolicy of(CacheConfig settings) {
    return new TenantPolicy(settings.tenantKey().isPresent(), settings.tenantRequired());
  }

  /** Returns why an event of {@code tenant} is refused, or empty if it is accepted. */
  Optional<Problem> refusal(@Nullable String tenant) {
    if (tenant == null) {
      return isRequired
          ? Optional.of(
              Problem.of(
                  FailureCode.INVALID_EVENT,
                  "The event names no tenant, but ocr.cache.tenant-required is set"))
          : Optional.empty();
    }
    // Without a tenant key, any tenant that sends the same bytes would find this event's result.
    return isSeparated
        ? Optional.empty()
        : Optional.of(
            Problem.of(
                FailureCode.UNSUPPORTED_OPTION,
                "The event names a tenant, but ocr.cache.tenant-key is not set"));
  }
}
