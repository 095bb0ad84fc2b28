/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.client;

import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.Payload;
import io.ocrstream.contracts.RawJson;
import org.jspecify.annotations.Nullable;

/**
 * Caches the last parsed payload, because answers to copies of a document contain the same bytes.
 *
 * <p><b>Threading:</b> one thread. <b>Bounds:</b> one payload.
 */
final class LastParsedPayload {
  private @Nullable RawJson bytes;
  private @Nullable Payload payload;

  /** Parses {@code json}, unless it was the last one. */
  Payload read(RawJson json) throws Json.Unreadable {
    RawJson knownBytes = bytes;
    Payload known = payload;
    if (known == null || knownBytes == null || !knownBytes.equals(json)) {
      known = Json.read(json.utf8(), Payload.class);
      bytes = json;
      payload = known;
    }
    return known;
  }
}
