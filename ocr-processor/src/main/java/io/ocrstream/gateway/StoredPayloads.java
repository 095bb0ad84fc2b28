/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.gateway;

import io.ocrstream.client.OcrAnswer;
import io.ocrstream.content.Content;
import io.ocrstream.content.Fetched;
import io.ocrstream.contracts.Location;
import io.ocrstream.contracts.RawJson;
import io.ocrstream.contracts.StoredObject;
import java.io.IOException;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads payloads that workers stored because they are too large for a record.
 *
 * <p><b>Threading:</b> any; blocks for the store. <b>Bounds:</b> {@link #MAX_BYTES}. <b>Fails:</b>
 * never: a payload that cannot be read is answered as its record has it, with its reference.
 */
final class StoredPayloads {
  /** Largest stored payload that is read into memory, in bytes. */
  static final int MAX_BYTES = 16 << 20;

  private static final Logger LOG = LoggerFactory.getLogger(StoredPayloads.class);

  private final Content content;
  private final @Nullable String tenant;

  StoredPayloads(Content content, @Nullable String tenant) {
    this.content = content;
    this.tenant = tenant;
  }

  /** Returns the JSON of the whole payload. */
  RawJson json(OcrAnswer.Read answer) {
    RawJson inRecord = answer.result().result();
    StoredObject stored = answer.payload().stored();
    if (stored == null || stored.size() > MAX_BYTES) {
      return inRecord;
    }
    return content
        .fetch(new Location(stored.uri(), null, tenant))
        .fold(
            fetched -> read(fetched, stored, inRecord),
            problem -> {
              LOG.warn("A stored payload could not be read: {}", problem.code());
              return inRecord;
            });
  }

  private static RawJson read(Fetched fetched, StoredObject stored, RawJson otherwise) {
    try (fetched) {
      if (fetched.hash().equals(stored.hash())) {
        return RawJson.of(Files.readAllBytes(fetched.file()));
      }
      LOG.warn("A stored payload differs from its reference");
    } catch (IOException e) {
      LOG.warn("A stored payload could not be read: {}", e.getClass().getName());
    }
    return otherwise;
  }
}
