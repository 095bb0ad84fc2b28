/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reports the result of an {@link IdentifyTask}. It is the value of {@code ocr.identified}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Identified.Known.class, name = "known"),
  @JsonSubTypes.Type(value = Identified.Failed.class, name = "failed")
})
public sealed interface Identified {
  /** Returns the task's {@code sentAt}. */
  long sentAt();

  /** Applies the function of the case at hand. */
  default <T> T fold(Function<Known, T> known, Function<Failed, T> failed) {
    return this instanceof Known found ? known.apply(found) : failed.apply((Failed) this);
  }

  /**
   * Reports the hash of the bytes.
   *
   * @param sentAt the task's {@code sentAt}
   * @param key the content hash with the task's fingerprint
   * @param payload the cached payload of {@code key}; null if there is none
   * @param lookAgain true if the cache may hold more: it did not answer, or it holds a failure of
   *     the bytes; else null
   */
  record Known(long sentAt, ContentKey key, @Nullable RawJson payload, @Nullable Boolean lookAgain)
      implements Identified {
    /** Checks required fields, because Jackson sets missing ones to null. */
    public Known {
      requireNonNull(key, "key");
    }

    /** Creates the report of a complete cache look-up. */
    public Known(long sentAt, ContentKey key, @Nullable RawJson payload) {
      this(sentAt, key, payload, null);
    }

    /** Returns whether another cache look-up may find more. */
    @JsonIgnore
    public boolean isToLookAgain() {
      return Boolean.TRUE.equals(lookAgain);
    }
  }

  /**
   * Reports that the bytes could not be read.
   *
   * @param sentAt the task's {@code sentAt}
   * @param problem the reason
   * @param abandoned see {@link Recognised.Failed#abandoned}
   */
  record Failed(long sentAt, Problem problem, @Nullable Boolean abandoned) implements Identified {
    /** Checks required fields, because Jackson sets missing ones to null. */
    public Failed {
      requireNonNull(problem, "problem");
    }

    /** Creates the report of work that was attempted. */
    public Failed(long sentAt, Problem problem) {
      this(sentAt, problem, null);
    }

    /** Returns whether the work was abandoned before it started. */
    @JsonIgnore
    public boolean isAbandoned() {
      return Boolean.TRUE.equals(abandoned);
    }
  }
}
