/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.chaos;

import java.time.Duration;

/**
 * What to do in an overload.
 *
 * @param duration of the load
 * @param factor how many times what the workers can do
 * @param drain longest wait for the answers when the load has stopped
 * @param processors processes
 * @param workers processes, of one slot each
 */
record OverloadOptions(
    Duration duration, double factor, Duration drain, int processors, int workers) {}
