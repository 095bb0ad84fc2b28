/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache;

import java.io.IOException;

/** Redis did not answer an administrator's command, or refused it. */
public final class CacheUnavailable extends IOException {
  CacheUnavailable(String message) {
    super(message);
  }

  /** What of {@code failure} may be shown: Lettuce's messages quote hosts and commands. */
  static CacheUnavailable of(RuntimeException failure) {
    return new CacheUnavailable(
        Failures.refusal(failure)
            .map(code -> "Redis refuses with " + code)
            .orElseGet(() -> "Redis does not answer: " + Failures.reason(failure)));
  }
}
