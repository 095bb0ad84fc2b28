/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.worker.document;

import io.ocrstream.content.OutputStore;
import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.ContentKey;
import io.ocrstream.contracts.Location;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;

/**
 * Stores the objects made of one document under the names {@code <sha256>-<fingerprint>-<hash of
 * the object>.<extension>}. The last hash keeps objects unchanged that earlier answers name: a
 * partial reading, or one made at another time, has other bytes.
 *
 * <p><b>Threading:</b> any. <b>Fails:</b> with an {@link UncheckedIOException} if a file cannot be
 * read.
 *
 * @param document the location of the document
 * @param key the hash of the document and how it was read
 */
record OutputLocations(OutputStore store, Location document, ContentKey key) {
  private static final int HASH_DIGITS = 16;

  /** Stores {@code file}, which still belongs to the caller. */
  Outcome<StoredObject> put(String extension, Path file, String mediaType) {
    String own = hash(file).hex().substring(0, HASH_DIGITS);
    String name = "%s-%s-%s.%s".formatted(key.hash().hex(), key.fingerprint(), own, extension);
    return store.put(document, name, file, mediaType);
  }

  private static ContentHash hash(Path file) {
    MessageDigest digest = ContentHash.newDigest();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ContentHash.of(digest.digest());
  }
}
