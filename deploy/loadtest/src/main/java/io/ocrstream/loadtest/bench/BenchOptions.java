/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Holds the options that set the extent of a bench. */
final class BenchOptions {
  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Number of counted rounds (default: ${DEFAULT-VALUE})")
  int rounds = 5;

  @Option(
      names = "--events",
      paramLabel = "N",
      description = "Events per round of hits (default: ${DEFAULT-VALUE})")
  int events = 20_000;

  @Option(
      names = "--documents",
      paramLabel = "N",
      description = "Distinct documents among these events (default: ${DEFAULT-VALUE})")
  int documents = 300;

  @Option(
      names = "--latency-seconds",
      paramLabel = "N",
      description = "Duration of the latency measurement in seconds (default: ${DEFAULT-VALUE})")
  int latencySeconds = 5;

  @Option(
      names = "--pages",
      paramLabel = "DIR",
      description = "Folder of images to read (default: the bundled samples)")
  @Nullable Path pages;

  @Option(
      names = "--languages",
      paramLabel = "LANG",
      description = "Languages of the images, such as por+eng (default: ${DEFAULT-VALUE})")
  String languages = "eng";

  @Option(
      names = "--warm-up-seconds",
      paramLabel = "N",
      description = "Warm-up of each engine in seconds (default: ${DEFAULT-VALUE})")
  int warmUpSeconds = 40;

  @Option(
      names = "--copies",
      paramLabel = "LIST",
      split = ",",
      description = "Sizes of storms, besides a single copy (default: ${DEFAULT-VALUE})")
  List<Integer> copies = List.of(100, 1_000);

  /** Returns the languages of the documents. */
  List<String> languages() {
    return List.of(languages.split("[+,]"));
  }

  /** Returns the numbers of simultaneous copies of a page, each one a storm. */
  List<Integer> storms() {
    return Stream.concat(Stream.of(1), copies.stream()).distinct().sorted().toList();
  }
}
