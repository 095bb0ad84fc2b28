/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.worker.task;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.Problem;

/**
 * A handler of contract types instead of bytes.
 *
 * <p><b>Threading:</b> any.
 *
 * @param <T> the type of the tasks
 * @param <C> the type of their completions
 */
public abstract class TypedHandler<T, C> implements TaskHandler {
  private final Class<T> type;

  public TypedHandler(Class<T> type) {
    this.type = type;
  }

  /** Handles a task and returns its completion. */
  public abstract C complete(T task) throws InterruptedException;

  /** Returns the completion of a task that failed for a reason other than its document. */
  public abstract C failed(T task, Problem problem);

  /**
   * Returns the problem of a task that was delivered {@code deliveries} times without a completion.
   */
  public abstract Problem exhausted(int deliveries);

  @Override
  public final byte[] handle(byte[] task) throws InterruptedException {
    return Json.write(complete(Json.readOwn(task, type)));
  }

  @Override
  public final byte[] exhausted(byte[] task, int deliveries) {
    return Json.write(failed(Json.readOwn(task, type), exhausted(deliveries)));
  }

  @Override
  public final byte[] defect(byte[] task, Throwable cause) {
    return Json.write(failed(Json.readOwn(task, type), unexpected(cause)));
  }

  /** Names the exception's type only, because the message may quote a document. */
  private static Problem unexpected(Throwable cause) {
    return Problem.of(
        FailureCode.INTERNAL,
        "A worker failed with an unexpected " + cause.getClass().getSimpleName());
  }
}
