/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content;

import org.jspecify.annotations.Nullable;

/**
 * An entity tag of HTTP, which S3 has as well.
 *
 * @param opaque what stands between the quotes
 * @param weak whether it stands for "much the same bytes" only, so that it pins nothing
 */
public record EntityTag(String opaque, boolean weak) {
  /** Reads a tag with or without quotes, as senders and stores write it; null for none. */
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

  /** Whether it can stand in a header: visible ASCII without quotes. */
  public boolean isWellFormed() {
    return !opaque.isEmpty() && opaque.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '"');
  }

  /** As in {@code If-Match}. */
  public String quoted() {
    return '"' + opaque + '"';
  }

  /** The tag that pins an object's state; null when this one is weak. */
  @Nullable
  public String pin() {
    return weak ? null : opaque;
  }

  /**
   * Whether the object behind {@code seen} is the one that {@code wanted} names: the same text. A
   * store that names no state cannot confirm one.
   */
  public static boolean confirms(@Nullable EntityTag seen, @Nullable EntityTag wanted) {
    return wanted == null || (seen != null && seen.opaque.equals(wanted.opaque));
  }
}
