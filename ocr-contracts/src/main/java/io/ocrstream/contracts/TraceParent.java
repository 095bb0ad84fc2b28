/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Parses the record header that identifies the trace of an event. The header is copied unchanged
 * from the event's record to its answer, through all tasks and completions.
 *
 * <p><b>Bounds:</b> accepts only version 00 of W3C Trace Context, which has 55 characters; other
 * values are ignored.
 */
public final class TraceParent {
  /** Name of the header. */
  public static final String HEADER = "traceparent";

  private static final Pattern VERSION_00 =
      Pattern.compile("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");
  private static final int ID_START = 3;
  private static final int ID_END = 35;

  private TraceParent() {}

  /** Returns the header's text; null if {@code value} is not a valid trace parent. */
  public static @Nullable String parse(byte @Nullable [] value) {
    if (value == null) {
      return null;
    }
    String text = new String(value, US_ASCII);
    return VERSION_00.matcher(text).matches() ? text : null;
  }

  /** Returns the 32 hex digits of the trace id from a text that {@link #parse} returned. */
  public static String traceId(String traceparent) {
    return traceparent.substring(ID_START, ID_END);
  }
}
