/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.config.loader;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes values printable: hides secrets and removes control characters.
 *
 * <p><b>Bounds:</b> at most {@link #MAX_SHOWN} characters. Control characters become spaces, so a
 * value cannot forge a log line.
 */
final class Secrets {
  /** Replaces a hidden value. */
  static final String HIDDEN = "***";

  /** Length of the longest value that is shown in full, in characters. */
  static final int MAX_SHOWN = 200;

  private static final String HOST =
      "([A-Za-z0-9][A-Za-z0-9._-]*|\\[[0-9A-Fa-f:.]+\\])(:\\d{1,5})?";

  /*
  The match is greedy on purpose: a password may contain @, / and commas, so everything up to the
  last @ is removed, even hosts before it. The rest must look like hosts and a database, or the
  whole value is hidden.
  */
  private static final Pattern SECRET_URI =
      Pattern.compile(
          "([a-z][a-z0-9+-]*://)(.*@)?(HOST(,([a-z][a-z0-9+-]*://)?HOST)*(/\\d*)?)([?#].*)?"
              .replace("HOST", HOST),
          Pattern.DOTALL);

  private static final Pattern USER_INFO = Pattern.compile("://.*@", Pattern.DOTALL);
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

  private Secrets() {}

  /** Returns {@code text}, a value of {@code setting}, with its secrets hidden. */
  static String show(Setting setting, String text) {
    if (setting.doc().secret()) {
      return setting.shape() == Setting.Shape.MAP ? HIDDEN : hostsOf(text.strip());
    }
    return printable(USER_INFO.matcher(text).replaceAll("://***@"));
  }

  private static String hostsOf(String uri) {
    Matcher matcher = SECRET_URI.matcher(uri);
    if (!matcher.matches()) {
      return HIDDEN;
    }
    String user = matcher.group(2) == null ? "" : HIDDEN + "@";
    return printable(matcher.group(1) + user + matcher.group(3));
  }

  /** Returns {@code text} on one line of bounded length. */
  static String printable(String text) {
    String line = CONTROL.matcher(text).replaceAll(" ").strip();
    return line.length() <= MAX_SHOWN ? line : line.substring(0, MAX_SHOWN) + "...";
  }
}
