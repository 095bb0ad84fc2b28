/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The documents of a folder that the command line of Tesseract reads too: images, no PDF. */
final class PageFiles {
  private static final Pattern IMAGE =
      Pattern.compile(".*\\.(png|jpe?g|tiff?|webp|gif|bmp|p[bgpn]m)");

  /** Most documents that are read in one round. */
  static final int MAX_FILES = 200;

  private PageFiles() {}

  static List<Path> in(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> IMAGE.matcher(file.toString().toLowerCase(Locale.ROOT)).matches())
          .sorted()
          .limit(MAX_FILES)
          .toList();
    }
  }
}
