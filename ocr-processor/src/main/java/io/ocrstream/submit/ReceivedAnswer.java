/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.submit;

import io.ocrstream.contracts.Failure;
import io.ocrstream.contracts.Payload;
import io.ocrstream.contracts.RawJson;
import io.ocrstream.contracts.Result;
import java.util.function.Function;

/** Holds an answer record of a topic. */
sealed interface ReceivedAnswer {
  /** Returns the record's value. */
  RawJson json();

  /** Returns the id of the answered event. */
  String eventId();

  /** Applies the function of the case at hand. */
  <R> R fold(Function<Read, R> read, Function<Failed, R> failed);

  /**
   * Holds a record of {@code ocr.results}.
   *
   * @param json the record's value
   * @param result the parsed value
   * @param payload the parsed payload
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
   * Holds a record of {@code ocr.failures}.
   *
   * @param json the record's value
   * @param failure the parsed value
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
