/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.worker.task;

import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.Problem;

/**
 * A handler told in contract types instead of bytes.
 *
 * <p><b>Threading:</b> any.
 *
 * @param <T> its tasks
 * @param <C> their completions
 */
public abstract class TypedHandler<T, C> implements TaskHandler {
  private final Class<T> type;

  public TypedHandler(Class<T> type) {
    this.type = type;
  }

  /** The completion of a task that is worked on. */
  public abstract C complete(T task) throws InterruptedException;

  /** The completion of a task that came to nothing, for a reason that is no document's. */
  public abstract C failed(T task, Problem problem);

  /** What to say of a task that was delivered so often without a completion. */
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
    return Json.write(failed(Json.readOwn(task, type), UnexpectedErrors.problem(cause)));
  }
}
