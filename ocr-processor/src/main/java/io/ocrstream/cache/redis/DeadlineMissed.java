/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache.redis;

/** Reports a missed deadline to the breaker. It is never thrown, so it has no stack trace. */
final class DeadlineMissed extends Exception {
  DeadlineMissed() {
    super("no answer within the deadline", null, false, false);
  }
}
