/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.bench;

import java.nio.file.Path;
import java.util.List;

/**
 * Holds the extent of a bench.
 *
 * @param rounds number of counted rounds
 * @param events events per round of the hit path
 * @param documents distinct documents among them
 * @param latencySeconds duration of the latency measurement
 * @param pages folder of the documents that are read
 * @param languages languages of the documents
 * @param warmUpSeconds duration of each engine's warm-up
 * @param copies numbers of simultaneous copies of a page, each one a storm
 */
record BenchOptions(
    int rounds,
    int events,
    int documents,
    int latencySeconds,
    Path pages,
    List<String> languages,
    int warmUpSeconds,
    List<Integer> copies) {
  BenchOptions {
    languages = List.copyOf(languages);
    copies = List.copyOf(copies);
  }
}
