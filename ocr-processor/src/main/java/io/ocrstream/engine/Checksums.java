/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the SHA-256 sums of files in the jars of this build, in the format of {@code sha256sum}. A
 * process then knows their names in the install folder without unpacking tens of megabytes.
 *
 * <p><b>Threading:</b> any.
 */
public final class Checksums {
  private static final String FILE = "SHA256SUMS";
  private static final Pattern LINE = Pattern.compile("([0-9a-f]{64}) [ *](\\S+)");

  private Checksums() {}

  /**
   * Reads the file {@code SHA256SUMS} in {@code folder}, relative to {@code type}.
   *
   * @return sums in hex digits, by file name
   */
  public static Map<String, String> of(Class<?> type, String folder) {
    String name = folder + FILE;
    try (InputStream in = type.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("There is no resource " + name);
      }
      return read(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> read(BufferedReader lines) throws IOException {
    Map<String, String> sums = new TreeMap<>();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      Matcher matcher = LINE.matcher(line);
      if (!matcher.matches()) {
        throw new IOException(FILE + " has an invalid line");
      }
      sums.put(matcher.group(2), matcher.group(1));
    }
    return sums;
  }
}
