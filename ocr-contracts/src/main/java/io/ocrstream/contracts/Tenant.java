/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Validates tenant names and derives key prefixes. A name contains no separator of keys and no
 * wildcard of patterns, so that it cannot match another tenant's keys.
 *
 * <p><b>Threading:</b> any.
 */
public final class Tenant {
  /** Maximum length of a name, in characters. */
  public static final int MAX_CHARS = 64;

  /** Pattern of a name, as a regular expression. */
  static final String FORM = "[A-Za-z0-9._-]{1," + MAX_CHARS + "}";

  /** Prefix of the Redis keys of all tenants; the tenant follows it. */
  public static final String KEYS = "ocr:t:";

  private static final Pattern NAME = Pattern.compile(FORM);

  private Tenant() {}

  /** Returns whether {@code text} is a valid tenant name. */
  public static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /**
   * Returns the prefix of the Redis keys of {@code tenant}, or for null of keys without a tenant.
   */
  static String prefix(@Nullable String tenant) {
    return tenant == null ? "ocr:" : KEYS + tenant + ":";
  }
}
