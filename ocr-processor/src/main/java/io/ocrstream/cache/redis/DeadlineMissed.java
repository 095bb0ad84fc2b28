/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache.redis;

/** Tells the breaker what happened; never thrown, so it needs no stack trace. */
final class DeadlineMissed extends Exception {
  DeadlineMissed() {
    super("no answer within the deadline", null, false, false);
  }
}
