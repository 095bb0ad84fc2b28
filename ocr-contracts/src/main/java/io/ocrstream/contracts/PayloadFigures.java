/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/**
 * Single figures of a payload, without reading it as JSON: each hit is answered by passing its
 * bytes on.
 *
 * <p><b>Threading:</b> any.
 */
public final class PayloadFigures {
  // Inside a JSON text every quote is escaped, so these bytes can only be the field itself.
  private static final byte[] PROCESS_TIME = "\"process_time\":".getBytes(US_ASCII);

  /** Every page begins so, and nothing else in a payload does. */
  private static final byte[] PAGE = "{\"number\":".getBytes(US_ASCII);

  private static final int BYTES = 256;
  private static final int[] SHIFTS = shifts(PROCESS_TIME);
  private static final int[] PAGE_SHIFTS = shifts(PAGE);

  /** Longer than any number that is written. */
  private static final int MAX_DIGITS = 32;

  private PayloadFigures() {}

  /** The payload's {@code process_time} in seconds; 0 where it has none that can be read. */
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

  /** Pages that the payload has; those of one that is stored elsewhere without pages are not. */
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

  private static double parsed(String number) {
    try {
      return Double.parseDouble(number);
    } catch (NumberFormatException e) {
      // Another writer's spacing: a figure is missing, an answer is not.
      return 0;
    }
  }

  private static boolean isNumeric(byte b) {
    return (b >= '0' && b <= '9') || b == '.' || b == '-' || b == '+' || b == 'e' || b == 'E';
  }

  /** Horspool's search: most bytes of a long text are never looked at. */
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
