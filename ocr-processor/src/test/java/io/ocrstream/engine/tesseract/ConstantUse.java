/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.tesseract;

import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Records which of the swept constants a document's reading uses. {@link VariantClasses#trace}
 * compiles calls of it into the engine.
 *
 * <p><b>Threading:</b> any; {@link #take} between documents.
 */
public final class ConstantUse {
  private static final StackWalker STACK = StackWalker.getInstance();
  private static final Set<String> USED = ConcurrentHashMap.newKeySet();

  /* A class is initialised once, and what it derives from a constant holds for all documents. */
  private static final Set<String> USED_BY_ALL = ConcurrentHashMap.newKeySet();

  private ConstantUse() {}

  /** Records a use and returns {@code value}. */
  public static double of(String title, double value) {
    record(title);
    return value;
  }

  /** Records a use and returns {@code value}. */
  public static float of(String title, float value) {
    record(title);
    return value;
  }

  /** Records a use and returns {@code value}. */
  public static long of(String title, long value) {
    record(title);
    return value;
  }

  /** Records a use and returns {@code value}. */
  public static int of(String title, int value) {
    record(title);
    return value;
  }

  private static void record(String title) {
    if (USED.add(title) && isInitialisation()) {
      USED_BY_ALL.add(title);
    }
  }

  private static boolean isInitialisation() {
    return STACK.walk(frames -> frames.anyMatch(frame -> frame.getMethodName().equals("<clinit>")));
  }

  /** Returns the titles of the constants used since the last call, and by all documents. */
  public static Set<String> take() {
    Set<String> taken = new TreeSet<>(USED);
    taken.addAll(USED_BY_ALL);
    USED.clear();
    return taken;
  }
}
