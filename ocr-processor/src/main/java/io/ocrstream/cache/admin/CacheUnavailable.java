/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache.admin;

import io.ocrstream.cache.redis.RedisErrors;
import java.io.IOException;

/** Reports that Redis did not answer an administrator's command, or refused it. */
public final class CacheUnavailable extends IOException {
  CacheUnavailable(String message) {
    super(message);
  }

  /**
   * Converts an exception of Lettuce. The message names no hosts and no commands, which messages of
   * Lettuce quote.
   */
  static CacheUnavailable of(RuntimeException failure) {
    return new CacheUnavailable(
        RedisErrors.refusal(failure)
            .map(code -> "Redis rejects the command with " + code)
            .orElseGet(() -> "Redis does not answer: " + RedisErrors.reason(failure)));
  }
}
