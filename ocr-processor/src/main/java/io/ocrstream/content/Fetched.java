/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content;

import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.Location;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of an object in a file, which is deleted on close.
 *
 * @param location the requested location, pinned to the state read if the store names it
 * @param file belongs to the caller
 * @param size in bytes
 * @param hash computed from these bytes
 * @param md5 32 hex digits computed from these bytes; null unless entries of the earlier service
 *     are looked up
 */
public record Fetched(
    Location location, Path file, long size, ContentHash hash, @Nullable String md5)
    implements AutoCloseable {
  /** Creates an object without an MD5. */
  public Fetched(Location location, Path file, long size, ContentHash hash) {
    this(location, file, size, hash, null);
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
