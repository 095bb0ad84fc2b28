/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content;

/** Puts exceptions into words that are safe to publish: their messages may name URIs. */
public final class Causes {
  private Causes() {}

  /** Returns the cause that has none itself. */
  public static Throwable root(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root;
  }

  /** {@code sentence (Outer: Root).}, of the exceptions' types only. */
  public static String say(String sentence, Throwable thrown) {
    Throwable root = root(thrown);
    String outer = thrown.getClass().getSimpleName();
    return root == thrown
        ? "%s (%s).".formatted(sentence, outer)
        : "%s (%s: %s).".formatted(sentence, outer, root.getClass().getSimpleName());
  }
}
