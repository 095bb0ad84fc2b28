/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.client;

import io.ocrstream.contracts.ContentHash;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;

/** Computes content hashes of files. */
public final class FileHash {
  private FileHash() {}

  /** Returns the hash of the file's bytes; memory does not depend on its size. */
  public static ContentHash of(Path file) throws IOException {
    try (InputStream bytes = Files.newInputStream(file);
        DigestInputStream digesting = new DigestInputStream(bytes, ContentHash.newDigest())) {
      digesting.transferTo(OutputStream.nullOutputStream());
      return ContentHash.of(digesting.getMessageDigest().digest());
    }
  }
}
