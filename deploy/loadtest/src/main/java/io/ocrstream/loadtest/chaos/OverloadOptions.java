/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.chaos;

import java.time.Duration;

/**
 * Holds the options of an overload.
 *
 * @param duration duration of the load
 * @param factor load as a multiple of the workers' capacity
 * @param drain maximum wait for the answers after the load has stopped
 * @param size numbers of processes
 */
record OverloadOptions(Duration duration, double factor, Duration drain, StackSize size) {}
