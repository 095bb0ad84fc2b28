/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What may be shown of a value.
 *
 * <p><b>Bounds:</b> {@link #MAX_SHOWN} characters, none of them a control character, so that a
 * value cannot forge a line of a log.
 */
final class Secrets {
  /** Stands for what is hidden. */
  static final String HIDDEN = "***";

  /** Longest value that is shown whole, in characters. */
  static final int MAX_SHOWN = 200;

  private static final String HOST =
      "([A-Za-z0-9][A-Za-z0-9._-]*|\\[[0-9A-Fa-f:.]+\\])(:\\d{1,5})?";

  /*
   * Greedy on purpose: a password may hold @, / and commas, so everything up to the last @ goes,
   * even the hosts before it. What stays must look like hosts and a database, or nothing stays.
   */
  private static final Pattern SECRET_URI =
      Pattern.compile(
          "([a-z][a-z0-9+-]*://)(.*@)?(HOST(,([a-z][a-z0-9+-]*://)?HOST)*(/\\d*)?)([?#].*)?"
              .replace("HOST", HOST),
          Pattern.DOTALL);

  private static final Pattern USER_INFO = Pattern.compile("://.*@", Pattern.DOTALL);
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

  private Secrets() {}

  /** {@code text}, a value of {@code setting}, without what is secret. */
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

  /** {@code text} in one line of bounded length. */
  static String printable(String text) {
    String line = CONTROL.matcher(text).replaceAll(" ").strip();
    return line.length() <= MAX_SHOWN ? line : line.substring(0, MAX_SHOWN) + "...";
  }
}
