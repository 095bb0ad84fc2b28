/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.client;

import io.ocrstream.contracts.ContentHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Stores documents where the workers can read them, such as a bucket.
 *
 * <p><b>Threading:</b> any.
 */
@FunctionalInterface
public interface DocumentStore {
  /** Rejects every document: for clients that submit only URIs. */
  DocumentStore NONE =
      (name, hash, file) -> {
        throw new IOException("no store is configured for files and bytes");
      };

  /**
   * Stores a file durably. Storing the same bytes under the same name again yields the same object.
   *
   * @param name the document's name, which may contain any character
   * @param hash the hash of its bytes
   * @param file must not change meanwhile; still belongs to the caller
   * @return the URI under which workers read it
   */
  String put(String name, ContentHash hash, Path file) throws IOException;

  /** Stores bytes, by way of a temporary file unless the store overrides this. */
  default String put(String name, ContentHash hash, byte[] bytes) throws IOException {
    Path file = Files.createTempFile("ocr-", null);
    try {
      return put(name, hash, Files.write(file, bytes));
    } finally {
      Files.delete(file);
    }
  }

  /**
   * Returns a name for the object: a part of the hash, and the name's letters, digits, dots, dashes
   * and underscores. So two documents of one name are two objects, and one that is stored again is
   * the same object. At most 133 characters.
   */
  static String objectName(String name, ContentHash hash) {
    String plain = Names.UNUSUAL.matcher(name).replaceAll("_");
    // The end of the name contains the extension.
    String end = plain.substring(Math.max(0, plain.length() - Names.CHARACTERS));
    return hash.hex().substring(0, Names.HASH_DIGITS) + "-" + end;
  }

  /** Holds the parts of object names. */
  final class Names {
    private static final Pattern UNUSUAL = Pattern.compile("[^A-Za-z0-9._-]");
    private static final int HASH_DIGITS = 12;
    private static final int CHARACTERS = 120;

    private Names() {}
  }
}
