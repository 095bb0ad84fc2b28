/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.Json.Unreadable;
import io.ocrstream.contracts.Problem;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A failure as it stands in the cache: <code>{"failure":{"code":…,"message":…,"attempts":…}}</code>
 * , under the key of the payload that there is none of. So one look-up asks for both, and a reader
 * that knows nothing of failures finds a value that is no payload: a miss.
 *
 * <p><b>Threading:</b> any. <b>Bounds:</b> {@link #MAX_BYTES}. <b>Fails:</b> never.
 */
public final class FailureCodec {
  /** Largest value, and so largest message, that is written or read. */
  public static final int MAX_BYTES = 2_048;

  private static final byte[] BEGINNING = "{\"failure\":".getBytes(US_ASCII);

  private FailureCodec() {}

  /** The whole value. Components are null where a foreign value lacks them. */
  private record Value(@Nullable Foreign failure) {}

  private record Foreign(@Nullable FailureCode code, @Nullable String message, int attempts) {}

  /** Whether it is meant to be a failure; it may be a damaged one. */
  static boolean isMeant(byte[] value) {
    return value.length >= BEGINNING.length
        && Arrays.equals(value, 0, BEGINNING.length, BEGINNING, 0, BEGINNING.length);
  }

  /** The failure; empty for bytes that are none, or one that is not kept. */
  public static Optional<Problem> read(byte[] value) {
    if (value.length > MAX_BYTES) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(Json.read(value, Value.class).failure())
          .flatMap(FailureCodec::problem);
    } catch (Unreadable e) {
      // Truncated, or of another make: that is the answer.
      return Optional.empty();
    }
  }

  private static Optional<Problem> problem(Foreign read) {
    FailureCode code = read.code();
    String message = read.message();
    return code == null || message == null || !code.isOfTheBytes() || read.attempts() < 1
        ? Optional.empty()
        : Optional.of(new Problem(code, message, read.attempts()));
  }

  /** What to keep; empty for a failure that is not kept: another attempt may not meet it. */
  public static Optional<byte[]> write(Problem problem) {
    if (!problem.code().isOfTheBytes()) {
      return Optional.empty();
    }
    byte[] value =
        Json.write(new Value(new Foreign(problem.code(), problem.message(), problem.attempts())));
    return value.length > MAX_BYTES ? Optional.empty() : Optional.of(value);
  }
}
