/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The record header that names the trace which an event belongs to. It goes from the event's record
 * to its answer, over all tasks and completions, as it came.
 *
 * <p><b>Bounds:</b> only version 00 of W3C Trace Context, which is 55 characters; anything else is
 * no trace, and is not carried on.
 */
public final class TraceParent {
  /** The header's name. */
  public static final String HEADER = "traceparent";

  private static final Pattern VERSION_00 =
      Pattern.compile("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");
  private static final int ID_START = 3;
  private static final int ID_END = 35;

  private TraceParent() {}

  /** The header's text; null where {@code value} is none. */
  public static @Nullable String parse(byte @Nullable [] value) {
    if (value == null) {
      return null;
    }
    String text = new String(value, US_ASCII);
    return VERSION_00.matcher(text).matches() ? text : null;
  }

  /** The 32 hex digits that name the trace itself, of a text that {@link #parse} gave. */
  public static String traceId(String traceparent) {
    return traceparent.substring(ID_START, ID_END);
  }
}
