/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.ocrstream.contracts.Payload.PageQuality;
import java.util.Arrays;
import java.util.Optional;

/**
 * Finds single figures in a payload's bytes without parsing the JSON, because a cache hit is
 * answered by forwarding its bytes.
 *
 * <p><b>Threading:</b> any.
 */
public final class PayloadFigures {
  // Quotes inside a JSON text are escaped, so these bytes can only be the field itself.
  private static final byte[] PROCESS_TIME = "\"process_time\":".getBytes(US_ASCII);

  /** Start of every page; no other part of a payload starts like this. */
  private static final byte[] PAGE = "{\"number\":".getBytes(US_ASCII);

  private static final byte[] WORST = "\"worst\":{".getBytes(US_ASCII);

  private static final int BYTES = 256;
  private static final int[] SHIFTS = shifts(PROCESS_TIME);
  private static final int[] PAGE_SHIFTS = shifts(PAGE);
  private static final int[] WORST_SHIFTS = shifts(WORST);

  /** Maximum length of a number, in bytes. */
  private static final int MAX_DIGITS = 32;

  private PayloadFigures() {}

  /** Returns the payload's {@code process_time} in seconds; 0 if it is missing or unreadable. */
  public static double processTime(RawJson payload) {
    byte[] utf8 = payload.utf8();
    int at = indexOf(PROCESS_TIME, SHIFTS, utf8, 0);
    if (at < 0) {
      return 0;
    }
    int start = at + PROCESS_TIME.length;
    int end = start;
    while (end < utf8.length && end - start < MAX_DIGITS && isNumeric(utf8[end])) {
      end++;
    }
    return parsed(new String(utf8, start, end - start, US_ASCII));
  }

  /**
   * Returns the number of pages in the payload; pages that are only in a stored payload do not
   * count.
   */
  public static int pages(RawJson payload) {
    byte[] utf8 = payload.utf8();
    int pages = 0;
    int at = indexOf(PAGE, PAGE_SHIFTS, utf8, 0);
    while (at >= 0) {
      pages++;
      at = indexOf(PAGE, PAGE_SHIFTS, utf8, at + PAGE.length);
    }
    return pages;
  }

  /** Returns the payload's {@code worst}; empty if it is missing or unreadable. */
  public static Optional<PageQuality> worst(RawJson payload) {
    byte[] utf8 = payload.utf8();
    int at = indexOf(WORST, WORST_SHIFTS, utf8, 0);
    if (at < 0) {
      return Optional.empty();
    }
    int start = at + WORST.length - 1;
    int end = start;
    while (end < utf8.length && utf8[end] != '}') {
      end++;
    }
    byte[] object = Arrays.copyOfRange(utf8, start, Math.min(utf8.length, end + 1));
    return Json.find(object, PageQuality.class);
  }

  private static double parsed(String number) {
    try {
      return Double.parseDouble(number);
    } catch (NumberFormatException e) {
      // Another writer may use other spacing; then the figure is missing, but not the answer.
      return 0;
    }
  }

  private static boolean isNumeric(byte b) {
    return (b >= '0' && b <= '9') || b == '.' || b == '-' || b == '+' || b == 'e' || b == 'E';
  }

  /** Searches with Horspool's algorithm, which skips most bytes of a long text. */
  private static int indexOf(byte[] word, int[] shifts, byte[] text, int from) {
    int length = word.length;
    int at = from;
    while (at <= text.length - length) {
      if (matches(word, text, at)) {
        return at;
      }
      at += shifts[text[at + length - 1] & 0xff];
    }
    return -1;
  }

  private static boolean matches(byte[] word, byte[] text, int at) {
    for (int i = word.length - 1; i >= 0; i--) {
      if (text[at + i] != word[i]) {
        return false;
      }
    }
    return true;
  }

  private static int[] shifts(byte[] word) {
    int[] shifts = new int[BYTES];
    Arrays.fill(shifts, word.length);
    for (int i = 0; i < word.length - 1; i++) {
      shifts[word[i]] = word.length - 1 - i;
    }
    return shifts;
  }
}
