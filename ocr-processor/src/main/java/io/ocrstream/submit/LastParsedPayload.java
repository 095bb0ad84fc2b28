/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.submit;

import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.Payload;
import io.ocrstream.contracts.RawJson;
import org.jspecify.annotations.Nullable;

/**
 * The payload that was read last: the answers to copies of one document hold the same bytes, which
 * then need not be read for each of them.
 *
 * <p><b>Threading:</b> one thread. <b>Bounds:</b> one payload.
 */
final class LastParsedPayload {
  private @Nullable RawJson bytes;
  private @Nullable Payload payload;

  /** Reads {@code json}, unless it was read just before. */
  Payload read(RawJson json) {
    RawJson knownBytes = bytes;
    Payload known = payload;
    if (known == null || knownBytes == null || !knownBytes.equals(json)) {
      known = Json.readOwn(json.utf8(), Payload.class);
      bytes = json;
      payload = known;
    }
    return known;
  }
}
