/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache.admin;

import io.ocrstream.cache.redis.RedisErrors;
import java.io.IOException;

/** Redis did not answer an administrator's command, or refused it. */
public final class CacheUnavailable extends IOException {
  CacheUnavailable(String message) {
    super(message);
  }

  /** What of {@code failure} may be shown: Lettuce's messages quote hosts and commands. */
  static CacheUnavailable of(RuntimeException failure) {
    return new CacheUnavailable(
        RedisErrors.refusal(failure)
            .map(code -> "Redis refuses with " + code)
            .orElseGet(() -> "Redis does not answer: " + RedisErrors.reason(failure)));
  }
}
