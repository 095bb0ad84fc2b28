/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.submit;

import io.ocrstream.contracts.Failure;
import io.ocrstream.contracts.Payload;
import io.ocrstream.contracts.RawJson;
import io.ocrstream.contracts.Result;
import java.util.function.Function;

/** An answer as it stands on its topic. */
sealed interface ReceivedAnswer {
  /** The record's value. */
  RawJson json();

  /** The event that it answers. */
  String eventId();

  /** One of the two, by case. */
  <R> R fold(Function<Read, R> read, Function<Failed, R> failed);

  /**
   * From {@code ocr.results}.
   *
   * @param json the record's value
   * @param result the same, read
   * @param payload its payload, read
   */
  record Read(RawJson json, Result result, Payload payload) implements ReceivedAnswer {
    @Override
    public String eventId() {
      return result.eventId();
    }

    @Override
    public <R> R fold(Function<Read, R> read, Function<Failed, R> failed) {
      return read.apply(this);
    }
  }

  /**
   * From {@code ocr.failures}.
   *
   * @param json the record's value
   * @param failure the same, read
   */
  record Failed(RawJson json, Failure failure) implements ReceivedAnswer {
    @Override
    public String eventId() {
      return failure.eventId();
    }

    @Override
    public <R> R fold(Function<Read, R> read, Function<Failed, R> failed) {
      return failed.apply(this);
    }
  }
}
