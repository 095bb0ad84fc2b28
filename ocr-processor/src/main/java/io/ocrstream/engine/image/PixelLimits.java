/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.image;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Problem;
import java.util.Optional;

/**
 * Limits of a page's size, checked before decoding.
 *
 * @param maxPixels maximum number of pixels
 * @param maxEdge maximum length of an edge, in pixels
 */
public record PixelLimits(long maxPixels, long maxEdge) {
  /**
   * Maximum number of bytes of an image's samples, unpacked. It allows five samples of four bytes
   * at the default number of pixels.
   */
  public static final long MAX_DECODED_BYTES = 1L << 31;

  /** Returns why a page of this size is rejected; empty if it is within the limits. */
  public Optional<Problem> check(long width, long height) {
    if (width < 1 || height < 1) {
      return Optional.of(Problem.of(FailureCode.CORRUPT, "The page has no area"));
    }
    if (width > maxEdge || height > maxEdge) {
      return tooMany("The page's longer edge is over %d pixels".formatted(maxEdge));
    }
    if (width * height > maxPixels) {
      return tooMany("The page has over %d pixels".formatted(maxPixels));
    }
    return Optional.empty();
  }

  /**
   * Returns why a page of this size is rejected whose pixels take {@code pixelBytes} bytes each
   * once unpacked; empty if it is within the limits.
   */
  public Optional<Problem> check(long width, long height, long pixelBytes) {
    return check(width, height)
        .or(
            () ->
                pixelBytes > MAX_DECODED_BYTES / (width * height)
                    ? tooMany("The page has over %d bytes of samples".formatted(MAX_DECODED_BYTES))
                    : Optional.empty());
  }

  private static Optional<Problem> tooMany(String message) {
    return Optional.of(Problem.of(FailureCode.TOO_MANY_PIXELS, message));
  }
}
