/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.ocrstream.contracts.Artifact;
import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.Payload;
import io.ocrstream.contracts.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;

/**
 * Resolves claim checks: references to objects that are too large for a record.
 *
 * <p><b>Threading:</b> any; blocks while it reads. <b>Bounds:</b> {@link #MAX_PAYLOAD_BYTES} by
 * default for payloads; outputs are streamed. <b>Fails:</b> with {@link IOException} if the object
 * cannot be read, is larger than the limit, or differs from its reference.
 */
public final class ClaimChecks {
  /** Largest payload that is read into memory by default. */
  public static final int MAX_PAYLOAD_BYTES = 256 << 20;

  private static final String DIFFERENT = "the object differs from its reference";

  private final ObjectReader reader;
  private final int maxBytes;

  /** Reads payloads up to {@link #MAX_PAYLOAD_BYTES}. */
  public ClaimChecks(ObjectReader reader) {
    this(reader, MAX_PAYLOAD_BYTES);
  }

  /** Reads payloads up to {@code maxBytes}. */
  public ClaimChecks(ObjectReader reader, int maxBytes) {
    this.reader = reader;
    this.maxBytes = maxBytes;
  }

  /** Returns the complete payload: the given one, or the stored one that it refers to. */
  public Payload whole(Payload payload) throws IOException {
    StoredObject stored = payload.stored();
    return stored == null ? payload : Json.read(bytes(stored), Payload.class);
  }

  /**
   * Writes an output to a file.
   *
   * @param target is created or replaced; absent after a failure
   */
  public void copy(Artifact artifact, Path target) throws IOException {
    StoredObject object = artifact.object();
    if (object == null) {
      Files.writeString(target, requireNonNull(artifact.text()), UTF_8);
      return;
    }
    boolean isSame = false;
    try (InputStream in = reader.open(URI.create(object.uri()));
        DigestInputStream digesting = new DigestInputStream(in, ContentHash.newDigest())) {
      Files.copy(digesting, target, StandardCopyOption.REPLACE_EXISTING);
      isSame = ContentHash.of(digesting.getMessageDigest().digest()).equals(object.hash());
    } finally {
      if (!isSame) {
        Files.deleteIfExists(target);
      }
    }
    if (!isSame) {
      throw new IOException(DIFFERENT);
    }
  }

  private byte[] bytes(StoredObject object) throws IOException {
    if (object.size() > maxBytes) {
      throw new IOException(
          "the stored payload has %d bytes, but the limit is %d"
              .formatted(object.size(), maxBytes));
    }
    try (InputStream in = reader.open(URI.create(object.uri()))) {
      // One byte more than expected shows that the object is longer.
      byte[] bytes = in.readNBytes((int) object.size() + 1);
      if (bytes.length != object.size() || !ContentHash.ofBytes(bytes).equals(object.hash())) {
        throw new IOException(DIFFERENT);
      }
      return bytes;
    }
  }
}
