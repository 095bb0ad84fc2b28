/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content;

import org.jspecify.annotations.Nullable;

/**
 * An entity tag of HTTP or S3.
 *
 * @param opaque the text between the quotes
 * @param weak whether the tag is weak: it allows for small differences, so it pins nothing
 */
public record EntityTag(String opaque, boolean weak) {
  /**
   * Parses a tag with or without quotes, as senders and stores write it. Returns null if there is
   * none.
   */
  public static @Nullable EntityTag parse(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    String tag = text.strip();
    boolean weak = tag.startsWith("W/");
    tag = weak ? tag.substring(2) : tag;
    boolean quoted = tag.length() >= 2 && tag.startsWith("\"") && tag.endsWith("\"");
    return new EntityTag(quoted ? tag.substring(1, tag.length() - 1) : tag, weak);
  }

  /** Returns whether the tag can be part of a header: visible ASCII without quotes. */
  public boolean isWellFormed() {
    return !opaque.isEmpty() && opaque.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '"');
  }

  /** Returns the tag in quotes, as in {@code If-Match}. */
  public String quoted() {
    return '"' + opaque + '"';
  }

  /** Returns the tag that pins the state of an object; null if this tag is weak. */
  @Nullable
  public String pin() {
    return weak ? null : opaque;
  }

  /**
   * Returns whether {@code seen} confirms the state that {@code wanted} names, which requires the
   * same text. Any object is confirmed if {@code wanted} is null. Otherwise, a missing {@code seen}
   * confirms nothing.
   */
  public static boolean confirms(@Nullable EntityTag seen, @Nullable EntityTag wanted) {
    return wanted == null || (seen != null && seen.opaque.equals(wanted.opaque));
  }
}
