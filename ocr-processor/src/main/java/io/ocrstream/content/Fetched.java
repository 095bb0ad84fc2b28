/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content;

import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.Location;
import io.ocrstream.contracts.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;

/** What {@link Content#fetch} brought. */
public sealed interface Fetched {
  /** One of the two, by case. */
  <R> R fold(Function<Bytes, R> bytes, Function<Refused, R> refused);

  /**
   * The bytes, in a file that is deleted on close.
   *
   * @param location the same, pinned to the state read where the store names it
   * @param file the caller's own copy
   * @param size bytes
   * @param hash computed from these bytes
   */
  record Bytes(Location location, Path file, long size, ContentHash hash)
      implements Fetched, AutoCloseable {
    @Override
    public <R> R fold(Function<Bytes, R> bytes, Function<Refused, R> refused) {
      return bytes.apply(this);
    }

    @Override
    public void close() {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /**
   * There are none, or not for us.
   *
   * @param problem why
   */
  record Refused(Problem problem) implements Fetched {
    @Override
    public <R> R fold(Function<Bytes, R> bytes, Function<Refused, R> refused) {
      return refused.apply(this);
    }
  }
}
