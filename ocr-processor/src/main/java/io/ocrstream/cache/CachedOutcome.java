/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache;

import io.ocrstream.contracts.Problem;
import io.ocrstream.contracts.RawJson;
import java.util.function.Function;

/** What is known of bytes that were read before: one of the two stands under their key. */
public sealed interface CachedOutcome {
  /** One of the two, by case. */
  <R> R fold(Function<RawJson, R> payload, Function<Problem, R> failure);

  /**
   * They were read.
   *
   * @param json the payload, to the byte
   */
  record Payload(RawJson json) implements CachedOutcome {
    @Override
    public <R> R fold(Function<RawJson, R> payload, Function<Problem, R> failure) {
      return payload.apply(json);
    }
  }

  /**
   * They cannot be read, however often it is tried.
   *
   * @param problem why; its code is {@link io.ocrstream.contracts.FailureCode#isOfTheBytes}
   */
  record Failure(Problem problem) implements CachedOutcome {
    @Override
    public <R> R fold(Function<RawJson, R> payload, Function<Problem, R> failure) {
      return failure.apply(problem);
    }
  }
}
