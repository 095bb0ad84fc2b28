/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.tesseract;

import io.ocrstream.contracts.Word;
import io.ocrstream.engine.Confidence;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Recognises a page number that stands between signs, as in "- 47 -" or "[iv]". Such a line has
 * more signs than letters, as a drawing that is read as letters, but is text.
 */
final class PageNumber {
  /**
   * Minimum mean confidence of the line. Measured: "- 47 -" alone on a page has 0.56 to 0.9,
   * depending on the processor's vector instructions.
   */
  static final double MIN_CONFIDENCE = 0.5;

  private static final String SIGNS = "[-–—~*(\\[)\\]]+";

  /** Digits, or a Roman number of front matter. */
  private static final Pattern NUMBER =
      Pattern.compile(SIGNS + "(\\p{Nd}{1,4}|[ivxl]{1,7})" + SIGNS);

  private PageNumber() {}

  /** Returns whether {@code line} is a page number between signs, with enough confidence. */
  static boolean is(List<Word> line) {
    Double mean = Confidence.mean(line);
    return mean != null && mean >= MIN_CONFIDENCE && isBetweenSigns(text(line));
  }

  /** Returns whether {@code text}, which has no blanks, is a number between signs. */
  static boolean isBetweenSigns(String text) {
    return NUMBER.matcher(text).matches();
  }

  private static String text(List<Word> line) {
    return line.stream().map(Word::text).collect(Collectors.joining());
  }
}
