/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.resilience;

import java.time.Duration;

/**
 * When a breaker opens, and for how long.
 *
 * @param window number of calls over which failures are counted; the breaker stays closed until it
 *     has counted this many
 * @param failureRate percentage of failed calls at which the breaker opens, from 1 to 100
 * @param open time in the open state before a few calls are permitted
 */
public record BreakerRules(int window, int failureRate, Duration open) {}
