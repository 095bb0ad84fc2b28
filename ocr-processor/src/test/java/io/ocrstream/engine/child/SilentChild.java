/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A program that runs and never becomes ready. */
final class SilentChild {
  private SilentChild() {}

  /** Ends after a minute if nobody kills it. */
  public static void main(String[] args) throws InterruptedException {
    var unused = new CountDownLatch(1).await(1, TimeUnit.MINUTES);
  }
}
