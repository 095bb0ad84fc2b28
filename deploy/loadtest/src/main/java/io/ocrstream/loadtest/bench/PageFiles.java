/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Lists the images of a folder, which the command line of Tesseract reads too; PDFs are excluded.
 */
final class PageFiles {
  private static final Pattern IMAGE =
      Pattern.compile(".*\\.(png|jpe?g|tiff?|webp|gif|bmp|p[bgpn]m)");

  /** Maximum number of documents per round. */
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
