/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Provides the sample documents: the class path folder {@code samples}, listed in {@code
 * samples.txt} with one name per line.
 */
public final class Samples {
  private static final String FOLDER = "/samples/";
  private static final String LIST = "samples.txt";

  private Samples() {}

  /** Writes the samples into {@code folder}. */
  public static void unpack(Path folder) {
    try {
      for (String name : names()) {
        Path file = folder.resolve(name);
        Files.createDirectories(file.resolveSibling(""));
        try (InputStream bytes = open(name)) {
          Files.copy(bytes, file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> names() throws IOException {
    try (InputStream list = open(LIST)) {
      return new String(list.readAllBytes(), UTF_8)
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .toList();
    }
  }

  private static InputStream open(String name) throws IOException {
    InputStream bytes = Samples.class.getResourceAsStream(FOLDER + name);
    if (bytes == null) {
      throw new FileNotFoundException("sample " + name);
    }
    return bytes;
  }
}
