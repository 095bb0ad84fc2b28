/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.intake;

import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.Problem;
import io.ocrstream.contracts.RawJson;
import java.util.function.Function;
import java.util.function.Supplier;

/** What the cache knows of an event. */
sealed interface KnownAnswer {
  /** One of the four, by case. */
  <T> T fold(
      Function<Payload, T> payload,
      Function<Unreadable, T> unreadable,
      Function<Content, T> content,
      Supplier<T> nothing);

  /**
   * The answer.
   *
   * @param hash what was read
   * @param payload what it said
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
   * That there is no other answer: the bytes cannot be read.
   *
   * @param hash what was tried
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
   * No answer, but which bytes are meant.
   *
   * @param hash theirs, as claimed by the event or as the index has it
   * @param isUnanswered whether the cache did not answer, so that it may hold the answer
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

  /** Not even that. */
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
