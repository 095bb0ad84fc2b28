/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Holds the SHA-256 of a document's bytes, written {@code sha256:<64 lower-case hex digits>}.
 *
 * @param hex the 64 digits without the prefix
 */
public record ContentHash(String hex) {
  private static final String PREFIX = "sha256:";
  private static final String FILE_SUFFIX = ".sha256-";
  private static final int DIGITS = 64;

  /**
   * Checks the digits.
   *
   * @throws IllegalArgumentException unless {@code hex} is 64 lower-case hex digits
   */
  public ContentHash {
    if (!isHex(hex, 0)) {
      throw new IllegalArgumentException("not 64 lower-case hex digits");
    }
  }

  /** Parses the written form; empty for other texts, including upper-case digits. */
  public static Optional<ContentHash> parse(String text) {
    return text.startsWith(PREFIX) && isHex(text, PREFIX.length())
        ? Optional.of(new ContentHash(text.substring(PREFIX.length())))
        : Optional.empty();
  }

  /** Returns the suffix of a file name whose bytes have this hash. */
  public String fileSuffix() {
    return FILE_SUFFIX + hex;
  }

  /** Parses the suffix of a file name; empty if it contains no hash. */
  public static Optional<ContentHash> ofFileName(String name) {
    int at = name.lastIndexOf(FILE_SUFFIX);
    return at >= 0 && isHex(name, at + FILE_SUFFIX.length())
        ? Optional.of(new ContentHash(name.substring(at + FILE_SUFFIX.length())))
        : Optional.empty();
  }

  /** Checks without a regular expression, because every event and answer is checked here. */
  private static boolean isHex(String text, int from) {
    if (text.length() - from != DIGITS) {
      return false;
    }
    for (int i = from; i < text.length(); i++) {
      char digit = text.charAt(i);
      if ((digit < '0' || digit > '9') && (digit < 'a' || digit > 'f')) {
        return false;
      }
    }
    return true;
  }

  /** Returns the hash of a finished SHA-256 {@code digest} of 32 bytes. */
  public static ContentHash of(byte[] digest) {
    return new ContentHash(HexFormat.of().formatHex(digest));
  }

  /** Returns the hash of {@code bytes}. */
  public static ContentHash ofBytes(byte[] bytes) {
    return of(newDigest().digest(bytes));
  }

  /** Returns a new SHA-256 digest, for hashing a stream. */
  public static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static ContentHash fromJson(String text) {
    return parse(text)
        .orElseThrow(() -> new IllegalArgumentException("not sha256:<64 lower-case hex digits>"));
  }

  @Override
  @JsonValue
  public String toString() {
    return PREFIX + hex;
  }
}
