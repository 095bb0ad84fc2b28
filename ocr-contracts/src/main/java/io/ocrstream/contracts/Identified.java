/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How an {@link IdentifyTask} ended: the value of {@code ocr.identified}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Identified.Known.class, name = "known"),
  @JsonSubTypes.Type(value = Identified.Failed.class, name = "failed")
})
public sealed interface Identified {
  /** The task's {@code sentAt}. */
  long sentAt();

  /** One of the two, by case. */
  <T> T fold(Function<Known, T> known, Function<Failed, T> failed);

  /**
   * The bytes are known.
   *
   * @param sentAt the task's
   * @param key content and the task's fingerprint
   * @param payload what the cache holds under {@code key}; null when nothing
   * @param lookAgain true if the cache may hold more than this tells: it did not answer, or it
   *     holds why the bytes cannot be read; null if not
   */
  record Known(long sentAt, ContentKey key, @Nullable RawJson payload, @Nullable Boolean lookAgain)
      implements Identified {
    /** Checks that nothing is missing: Jackson leaves out what the bytes leave out. */
    public Known {
      requireNonNull(key, "key");
    }

    /** Of a cache that told all it holds. */
    public Known(long sentAt, ContentKey key, @Nullable RawJson payload) {
      this(sentAt, key, payload, null);
    }

    /** Whether another look into the cache may find more. */
    @JsonIgnore
    public boolean isToLookAgain() {
      return Boolean.TRUE.equals(lookAgain);
    }

    @Override
    public <T> T fold(Function<Known, T> known, Function<Failed, T> failed) {
      return known.apply(this);
    }
  }

  /**
   * They could not be reached.
   *
   * @param sentAt the task's
   * @param problem why
   * @param abandoned as {@link Recognised.Failed#abandoned}
   */
  record Failed(long sentAt, Problem problem, @Nullable Boolean abandoned) implements Identified {
    /** Checks that nothing is missing: Jackson leaves out what the bytes leave out. */
    public Failed {
      requireNonNull(problem, "problem");
    }

    /** Of work that was done, or tried. */
    public Failed(long sentAt, Problem problem) {
      this(sentAt, problem, null);
    }

    /** Whether it was given up before it began. */
    @JsonIgnore
    public boolean isAbandoned() {
      return Boolean.TRUE.equals(abandoned);
    }

    @Override
    public <T> T fold(Function<Known, T> known, Function<Failed, T> failed) {
      return failed.apply(this);
    }
  }
}
