/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.intake;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.Set;

/** Reads S3 events that Amazon EventBridge forwards. Unlike in notifications, keys are plain. */
final class EventBridge {
  /** Event types after which an object has readable bytes: created, or restored from an archive. */
  private static final Set<String> READABLE = Set.of("Object Created", "Object Restore Completed");

  private EventBridge() {}

  static boolean isFromS3(JsonNode node) {
    return node.path("source").asText().equals("aws.s3")
        && node.path("detail-type").isTextual()
        && node.path("detail").isObject();
  }

  /** Returns the upload; empty for other events, and for objects that are our own outputs. */
  static Optional<Entry> entryOf(JsonNode node) {
    return READABLE.contains(node.path("detail-type").asText())
            && !S3Object.EVENT_BRIDGE.isOutput(node.path("detail"))
        ? Optional.of(S3Object.EVENT_BRIDGE.entryOf(node, node.get("detail"), node.path("time")))
        : Optional.empty();
  }
}
