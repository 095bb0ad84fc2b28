/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.bench;

import java.nio.file.Path;
import java.util.List;

/**
 * How much is measured.
 *
 * @param rounds counted rounds of everything
 * @param events of one round of the hit path
 * @param documents distinct ones among them
 * @param latencySeconds how long hits are timed one by one
 * @param pages folder of the documents that are read
 * @param languages to read them in
 * @param warmUpSeconds how long each engine reads pages before it is measured
 * @param copies how many copies of one page at once, each a storm
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
