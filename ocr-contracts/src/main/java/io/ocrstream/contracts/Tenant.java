/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of a tenant, and its place in keys. A name holds no separator of keys and no wildcard of
 * patterns, so that no tenant can name another one's keys.
 *
 * <p><b>Threading:</b> any.
 */
public final class Tenant {
  /** Longest name, in characters. */
  public static final int MAX_CHARS = 64;

  /** The form of a name, as a regular expression. */
  static final String FORM = "[A-Za-z0-9._-]{1," + MAX_CHARS + "}";

  /** What the Redis keys of all tenants begin with, before the tenant. */
  public static final String KEYS = "ocr:t:";

  private static final Pattern NAME = Pattern.compile(FORM);

  private Tenant() {}

  /** Whether {@code text} may be a tenant's name. */
  public static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /** What the Redis keys of {@code tenant} begin with; of null, the keys that all share. */
  static String prefix(@Nullable String tenant) {
    return tenant == null ? "ocr:" : KEYS + tenant + ":";
  }
}
