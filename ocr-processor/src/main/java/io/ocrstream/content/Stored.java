/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content;

import io.ocrstream.contracts.Problem;
import io.ocrstream.contracts.StoredObject;
import java.util.function.Function;

/** How {@link OutputStore#put} ended. */
public sealed interface Stored {
  /** One of the two, by case. */
  <R> R fold(Function<At, R> at, Function<Refused, R> refused);

  /**
   * It is stored, whole and for good.
   *
   * @param object where, and what: the hash is of the bytes that were sent, and the store has
   *     checked it where it can
   */
  record At(StoredObject object) implements Stored {
    @Override
    public <R> R fold(Function<At, R> at, Function<Refused, R> refused) {
      return at.apply(this);
    }
  }

  /**
   * It is not.
   *
   * @param problem {@code OUTPUT_REFUSED} where another attempt would not help, {@code
   *     OUTPUT_FAILED} where it may, {@code RESULT_TOO_LARGE} past the limit of bytes
   */
  record Refused(Problem problem) implements Stored {
    @Override
    public <R> R fold(Function<At, R> at, Function<Refused, R> refused) {
      return refused.apply(this);
    }
  }
}
