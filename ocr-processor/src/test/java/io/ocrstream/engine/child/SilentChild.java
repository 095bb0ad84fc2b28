/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A program that lives, and never says that it is ready. */
final class SilentChild {
  private SilentChild() {}

  /** Ends by itself after a minute, should nobody kill it. */
  public static void main(String[] args) throws InterruptedException {
    var unused = new CountDownLatch(1).await(1, TimeUnit.MINUTES);
  }
}
