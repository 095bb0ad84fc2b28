/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link RecogniseTask} ended: the value of {@code ocr.recognised}, keyed by the task's
 * content key.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Recognised.Read.class, name = "read"),
  @JsonSubTypes.Type(value = Recognised.Failed.class, name = "failed")
})
public sealed interface Recognised {
  /** The task's {@code sentAt}. */
  long sentAt();

  /** One of the two, by case. */
  <T> T fold(Function<Read, T> read, Function<Failed, T> failed);

  /**
   * There is a payload.
   *
   * @param sentAt the task's
   * @param payload the {@link Payload}
   * @param fromCache whether the worker found it in the cache instead of reading the document
   * @param fetchMs milliseconds spent fetching the bytes; null if from the cache
   * @param readMs milliseconds spent reading the pages; null if from the cache
   */
  record Read(
      long sentAt,
      RawJson payload,
      boolean fromCache,
      @Nullable Long fetchMs,
      @Nullable Long readMs)
      implements Recognised {
    /** Checks that nothing is missing: Jackson leaves out what the bytes leave out. */
    public Read {
      requireNonNull(payload, "payload");
    }

    @Override
    public <T> T fold(Function<Read, T> read, Function<Failed, T> failed) {
      return read.apply(this);
    }
  }

  /**
   * There is none.
   *
   * @param sentAt the task's
   * @param problem why
   * @param verified whether bytes with the key's hash were seen. If not, the failure says something
   *     of the place only, and the same content may still be read from another one
   * @param abandoned true if the task's deadline was over before the work began; null if not, as
   *     before there were deadlines. It says nothing of the document, and whoever waits for longer
   *     still wants it read
   */
  record Failed(long sentAt, Problem problem, boolean verified, @Nullable Boolean abandoned)
      implements Recognised {
    /** Checks that nothing is missing: Jackson leaves out what the bytes leave out. */
    public Failed {
      requireNonNull(problem, "problem");
    }

    /** Of work that was done, or tried. */
    public Failed(long sentAt, Problem problem, boolean verified) {
      this(sentAt, problem, verified, null);
    }

    /** Whether it was given up before it began. */
    @JsonIgnore
    public boolean isAbandoned() {
      return Boolean.TRUE.equals(abandoned);
    }

    @Override
    public <T> T fold(Function<Read, T> read, Function<Failed, T> failed) {
      return failed.apply(this);
    }
  }
}
