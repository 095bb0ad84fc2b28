/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.submit;

import io.ocrstream.contracts.EventOptions;
import java.time.Duration;

/**
 * Holds the options of publishing and waiting.
 *
 * @param event options of every event
 * @param hash whether events contain the content hash of local files
 * @param repeat number of events per document, published together
 * @param rounds number of repetitions, each after everything is answered
 * @param timeout maximum duration of the run from the first event
 */
public record RunOptions(
    EventOptions event, boolean hash, int repeat, int rounds, Duration timeout) {}
