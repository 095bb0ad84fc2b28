/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.worker.task;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.concurrent.CountDownLatch;

/** Work that a test starts, holds and ends. Its answers contain how they came about. */
final class ScriptedHandler implements TaskHandler {
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final CountDownLatch interrupted = new CountDownLatch(1);
  private volatile boolean held;
  volatile RuntimeException failure = new IllegalStateException("unset");
  volatile boolean failing;

  /** Makes work continue until {@link #end} or an interrupt. */
  ScriptedHandler hold() {
    held = true;
    return this;
  }

  void end() {
    held = false;
    ended.countDown();
  }

  CountDownLatch begun() {
    return begun;
  }

  CountDownLatch interrupted() {
    return interrupted;
  }

  @Override
  public byte[] handle(byte[] task) throws InterruptedException {
    begun.countDown();
    if (failing) {
      throw failure;
    }
    if (held) {
      try {
        ended.await();
      } catch (InterruptedException e) {
        held = false;
        interrupted.countDown();
        throw e;
      }
    }
    return "handled".getBytes(UTF_8);
  }

  @Override
  public byte[] exhausted(byte[] task, int deliveries) {
    return ("exhausted after " + deliveries).getBytes(UTF_8);
  }

  @Override
  public byte[] defect(byte[] task, Throwable cause) {
    if (new String(task, UTF_8).equals("no task")) {
      throw failure;
    }
    return ("defect " + cause.getClass().getSimpleName()).getBytes(UTF_8);
  }
}
