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

  private static final int BYTES = 256;
  private static final int[] SHIFTS = shifts();

  /** Longer than any number that is written. */
  private static final int MAX_DIGITS = 32;

  private PayloadFigures() {}

  /** The payload's {@code process_time} in seconds; 0 where it has none that can be read. */
  public static double processTime(RawJson payload) {
    byte[] utf8 = payload.utf8();
    int at = indexOf(utf8);
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
  private static int indexOf(byte[] text) {
    int length = PROCESS_TIME.length;
    int at = 0;
    while (at <= text.length - length) {
      if (matches(text, at)) {
        return at;
      }
      at += SHIFTS[text[at + length - 1] & 0xff];
    }
    return -1;
  }

  private static boolean matches(byte[] text, int at) {
    for (int i = PROCESS_TIME.length - 1; i >= 0; i--) {
      if (text[at + i] != PROCESS_TIME[i]) {
        return false;
      }
    }
    return true;
  }

  private static int[] shifts() {
    int[] shifts = new int[BYTES];
    Arrays.fill(shifts, PROCESS_TIME.length);
    for (int i = 0; i < PROCESS_TIME.length - 1; i++) {
      shifts[PROCESS_TIME[i]] = PROCESS_TIME.length - 1 - i;
    }
    return shifts;
  }
}
