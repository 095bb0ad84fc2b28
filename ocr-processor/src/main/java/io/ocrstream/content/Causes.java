/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content;

/**
 * Describes exceptions without their messages, which may contain URIs. The text is safe to publish.
 */
public final class Causes {
  private Causes() {}

  /** Returns the innermost cause of {@code thrown}. */
  public static Throwable root(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root;
  }

  /** Returns {@code sentence (Outer: Root)} with the types of the exceptions only. */
  public static String say(String sentence, Throwable thrown) {
    Throwable root = root(thrown);
    String outer = thrown.getClass().getSimpleName();
    return root == thrown
        ? "%s (%s)".formatted(sentence, outer)
        : "%s (%s: %s)".formatted(sentence, outer, root.getClass().getSimpleName());
  }
}
