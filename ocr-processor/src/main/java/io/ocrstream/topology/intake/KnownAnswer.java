/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.intake;

import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.Problem;
import io.ocrstream.contracts.RawJson;
import java.util.function.Function;
import java.util.function.Supplier;

/** The cache's knowledge of an event. */
sealed interface KnownAnswer {
  /** Applies the function of this case. */
  <T> T fold(
      Function<Payload, T> payload,
      Function<Unreadable, T> unreadable,
      Function<Content, T> content,
      Supplier<T> nothing);

  /**
   * The result of the event.
   *
   * @param hash content hash of the document
   * @param payload the result's payload
   */
  record Payload(ContentHash hash, RawJson payload) implements KnownAnswer {
    @Override
    public <T> T fold(
        Function<Payload, T> payload,
        Function<Unreadable, T> unreadable,
        Function<Content, T> content,
        Supplier<T> nothing) {
      return payload.apply(this);
    }
  }

  /**
   * The document cannot be read.
   *
   * @param hash content hash of the document
   * @param problem why it cannot be read
   */
  record Unreadable(ContentHash hash, Problem problem) implements KnownAnswer {
    @Override
    public <T> T fold(
        Function<Payload, T> payload,
        Function<Unreadable, T> unreadable,
        Function<Content, T> content,
        Supplier<T> nothing) {
      return unreadable.apply(this);
    }
  }

  /**
   * The content hash is known, but there is no answer.
   *
   * @param hash claimed by the event, or found in the cache's index of locations
   * @param isUnanswered whether the cache may hold the answer but did not reply
   */
  record Content(ContentHash hash, boolean isUnanswered) implements KnownAnswer {
    @Override
    public <T> T fold(
        Function<Payload, T> payload,
        Function<Unreadable, T> unreadable,
        Function<Content, T> content,
        Supplier<T> nothing) {
      return content.apply(this);
    }
  }

  /** Neither an answer nor a content hash is known. */
  record Nothing() implements KnownAnswer {
    @Override
    public <T> T fold(
        Function<Payload, T> payload,
        Function<Unreadable, T> unreadable,
        Function<Content, T> content,
        Supplier<T> nothing) {
      return nothing.get();
    }
  }
}
