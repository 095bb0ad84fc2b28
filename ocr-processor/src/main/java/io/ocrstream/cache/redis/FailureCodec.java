/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.Problem;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Encodes a failure for the cache as <code>{"failure":{"code":…,"message":…,"attempts":…}}</code>.
 * A failure is stored under the key of the missing payload, so one look-up finds either. A reader
 * that does not know failures finds a value that is not a payload, which is a miss.
 *
 * <p><b>Threading:</b> any. <b>Bounds:</b> {@link #MAX_BYTES}. <b>Fails:</b> never.
 */
public final class FailureCodec {
  /** Maximum size of an encoded failure, in bytes. It also limits the message. */
  public static final int MAX_BYTES = 2_048;

  private static final byte[] BEGINNING = "{\"failure\":".getBytes(US_ASCII);

  private FailureCodec() {}

  /** The complete JSON value. Components are null if a foreign value lacks them. */
  private record Value(@Nullable Foreign failure) {}

  private record Foreign(@Nullable FailureCode code, @Nullable String message, int attempts) {}

  /** Returns whether {@code value} starts like a failure. The rest may still be damaged. */
  static boolean isMeant(byte[] value) {
    return value.length >= BEGINNING.length
        && Arrays.equals(value, 0, BEGINNING.length, BEGINNING, 0, BEGINNING.length);
  }

  /** Decodes a failure; empty if the bytes are not a failure, or one that must not be cached. */
  public static Optional<Problem> read(byte[] value) {
    if (value.length > MAX_BYTES) {
      return Optional.empty();
    }
    return Json.find(value, Value.class)
        .flatMap(read -> Optional.ofNullable(read.failure()))
        .flatMap(FailureCodec::problem);
  }

  private static Optional<Problem> problem(Foreign read) {
    FailureCode code = read.code();
    String message = read.message();
    return code == null || message == null || !code.isOfTheBytes() || read.attempts() < 1
        ? Optional.empty()
        : Optional.of(new Problem(code, message, read.attempts()));
  }

  /**
   * Encodes a failure; empty if it must not be cached because another attempt may avoid it, or if
   * it is too large.
   */
  public static Optional<byte[]> write(Problem problem) {
    if (!problem.code().isOfTheBytes()) {
      return Optional.empty();
    }
    byte[] value =
        Json.write(new Value(new Foreign(problem.code(), problem.message(), problem.attempts())));
    return value.length > MAX_BYTES ? Optional.empty() : Optional.of(value);
  }
}
