/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.submit;

import io.ocrstream.contracts.EventOptions;
import java.time.Duration;

/**
 * How documents are published and waited for.
 *
 * @param event options of every event
 * @param hash whether events carry the content hash of local files
 * @param repeat events of each document, published together
 * @param rounds how often all of that, each time after everything is answered
 * @param timeout how long the run may take, from the first event on
 */
public record RunOptions(
    EventOptions event, boolean hash, int repeat, int rounds, Duration timeout) {}
