/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.intake;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Inputs of the parser that a coverage-guided fuzzer found because each reaches other code. One
 * line of Base64 each, sorted. Written by {@link EventFuzzer}.
 */
final class EventCorpus {
  /** Name of the resource on the tests' class path. */
  static final String RESOURCE = "/fuzz/events.txt";

  private EventCorpus() {}

  /** Returns all inputs. */
  static List<byte[]> all() throws IOException {
    try (InputStream lines =
        Objects.requireNonNull(EventCorpus.class.getResourceAsStream(RESOURCE))) {
      return new String(lines.readAllBytes(), US_ASCII)
          .lines()
          .map(Base64.getDecoder()::decode)
          .toList();
    }
  }

  /** Writes each input to a separate file in {@code folder}. */
  static void unpack(Path folder) throws IOException {
    int number = 0;
    for (byte[] input : all()) {
      Files.write(folder.resolve("known-" + number++), input);
    }
  }

  /** Writes {@code file} from the files in {@code folder}. */
  static void pack(Path folder, Path file) throws IOException {
    List<Path> inputs = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      files.forEach(inputs::add);
    }
    TreeSet<String> lines = new TreeSet<>();
    for (Path input : inputs) {
      lines.add(Base64.getEncoder().encodeToString(Files.readAllBytes(input)));
    }
    Files.write(file, lines, US_ASCII);
  }
}
