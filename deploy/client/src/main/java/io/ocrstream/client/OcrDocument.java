/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.client;

import io.ocrstream.contracts.ContentHash;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Names a document to read: one that workers can already reach, or a file or bytes that go into a
 * {@link DocumentStore} first.
 *
 * <p><b>Threading:</b> immutable.
 */
public final class OcrDocument {
  private final String id;
  private final Placing placing;

  /** Returns where the workers find the document, after storing it if necessary. */
  @FunctionalInterface
  private interface Placing {
    Placed in(DocumentStore store) throws IOException;
  }

  /** Holds the location, and the hash of the bytes if it is known. */
  record Placed(String uri, @Nullable ContentHash hash) {}

  private OcrDocument(String id, Placing placing) {
    this.id = id;
    this.placing = placing;
  }

  /**
   * Returns a document that workers can read at {@code uri}: {@code s3:}, {@code https:} or {@code
   * file:}.
   */
  public static OcrDocument at(String uri) {
    return at(uri, null);
  }

  /**
   * Returns a document that workers can read at {@code uri}.
   *
   * @param hash the hash of its bytes, which saves a download if the cache knows it; or null
   */
  public static OcrDocument at(String uri, @Nullable ContentHash hash) {
    Placed placed = new Placed(uri, hash);
    return new OcrDocument(uri, store -> placed);
  }

  /** Returns a local file, which {@code submit} stores for the workers; its id is its name. */
  public static OcrDocument file(Path file) {
    String name = String.valueOf(file.getFileName());
    return new OcrDocument(
        name,
        store -> {
          ContentHash hash = FileHash.of(file);
          return new Placed(store.put(name, hash, file), hash);
        });
  }

  /**
   * Returns bytes that {@code submit} stores under {@code name}; the caller must not modify them.
   */
  public static OcrDocument bytes(String name, byte[] bytes) {
    return new OcrDocument(
        name,
        store -> {
          ContentHash hash = ContentHash.ofBytes(bytes);
          return new Placed(store.put(name, hash, bytes), hash);
        });
  }

  /** Returns this document with another id: the key of its answer. */
  public OcrDocument withId(String documentId) {
    return new OcrDocument(documentId, placing);
  }

  /** Returns the document's id. */
  public String id() {
    return id;
  }

  Placed place(DocumentStore store) throws IOException {
    return placing.in(store);
  }
}
