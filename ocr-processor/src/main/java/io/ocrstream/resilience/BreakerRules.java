/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.resilience;

import java.time.Duration;

/**
 * When a breaker opens and for how long.
 *
 * @param window calls over which failures are counted; before there were as many it stays closed
 * @param failureRate percentage of failed ones that opens it, from 1 to 100
 * @param open how long it stays open before a few calls may try
 */
public record BreakerRules(int window, int failureRate, Duration open) {}
