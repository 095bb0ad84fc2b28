/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reports the result of a {@link RecogniseTask}. It is the value of {@code ocr.recognised}, keyed
 * by the task's content key.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Recognised.Read.class, name = "read"),
  @JsonSubTypes.Type(value = Recognised.Failed.class, name = "failed")
})
public sealed interface Recognised {
  /** Returns the task's {@code sentAt}. */
  long sentAt();

  /** Applies the function of the case at hand. */
  default <T> T fold(Function<Read, T> read, Function<Failed, T> failed) {
    return this instanceof Read found ? read.apply(found) : failed.apply((Failed) this);
  }

  /**
   * Reports a payload.
   *
   * @param sentAt the task's {@code sentAt}
   * @param payload the {@link Payload}
   * @param fromCache whether the worker found it in the cache instead of reading the document
   * @param fetchMs milliseconds of fetching; null if from the cache
   * @param readMs milliseconds of reading; null if from the cache
   */
  record Read(
      long sentAt,
      RawJson payload,
      boolean fromCache,
      @Nullable Long fetchMs,
      @Nullable Long readMs)
      implements Recognised {
    /** Checks required fields, because Jackson sets missing ones to null. */
    public Read {
      requireNonNull(payload, "payload");
    }

    /** Reports a payload of the cache. */
    public static Read cached(long sentAt, RawJson payload) {
      return new Read(sentAt, payload, true, null, null);
    }
  }

  /**
   * Reports a failure.
   *
   * @param sentAt the task's {@code sentAt}
   * @param problem the reason
   * @param verified whether bytes with the key's hash were fetched. If not, the failure concerns
   *     this location only, and the same content may be readable at another one
   * @param abandoned true if the task's deadline passed before the work started; else null, as in
   *     records without deadlines. It says nothing about the document, and events with a later
   *     deadline still need it
   */
  record Failed(long sentAt, Problem problem, boolean verified, @Nullable Boolean abandoned)
      implements Recognised {
    /** Checks required fields, because Jackson sets missing ones to null. */
    public Failed {
      requireNonNull(problem, "problem");
    }

    /** Reports a failure of bytes with the key's hash. */
    public static Failed ofBytes(long sentAt, Problem problem) {
      return new Failed(sentAt, problem, true, null);
    }

    /** Reports a failure of the location. */
    public static Failed ofLocation(long sentAt, Problem problem) {
      return new Failed(sentAt, problem, false, null);
    }

    /** Reports that the deadline passed before the work started. */
    public static Failed abandoned(long sentAt, Problem problem) {
      return new Failed(sentAt, problem, false, true);
    }

    /** Returns whether the work was abandoned before it started. */
    @JsonIgnore
    public boolean isAbandoned() {
      return Boolean.TRUE.equals(abandoned);
    }
  }
}
