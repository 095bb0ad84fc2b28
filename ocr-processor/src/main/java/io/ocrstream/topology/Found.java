/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology;

import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.RawJson;
import java.util.function.Function;
import java.util.function.Supplier;

/** What the cache knows of an event. */
sealed interface Found {
  /** One of the three, by case. */
  <T> T fold(Function<Payload, T> payload, Function<Content, T> content, Supplier<T> nothing);

  /**
   * The answer.
   *
   * @param hash what was read
   * @param payload what it said
   */
  record Payload(ContentHash hash, RawJson payload) implements Found {
    @Override
    public <T> T fold(
        Function<Payload, T> payload, Function<Content, T> content, Supplier<T> nothing) {
      return payload.apply(this);
    }
  }

  /**
   * No answer, but which bytes are meant.
   *
   * @param hash theirs, as claimed by the event or as the index has it
   */
  record Content(ContentHash hash) implements Found {
    @Override
    public <T> T fold(
        Function<Payload, T> payload, Function<Content, T> content, Supplier<T> nothing) {
      return content.apply(this);
    }
  }

  /** Not even that. */
  record Nothing() implements Found {
    @Override
    public <T> T fold(
        Function<Payload, T> payload, Function<Content, T> content, Supplier<T> nothing) {
      return nothing.get();
    }
  }
}
