/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.intake;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.Set;

/** Events of S3 as Amazon EventBridge forwards them. Unlike in notifications, keys are plain. */
final class EventBridge {
  /** There are bytes to read: new ones, or those of an archived object that was restored. */
  private static final Set<String> READABLE = Set.of("Object Created", "Object Restore Completed");

  private EventBridge() {}

  static boolean isFromS3(JsonNode node) {
    return node.path("source").asText().equals("aws.s3")
        && node.path("detail-type").isTextual()
        && node.path("detail").isObject();
  }

  /** The upload; empty if the event is of another kind, or the object an output of ours. */
  static Optional<Entry> entryOf(JsonNode node) {
    return READABLE.contains(node.path("detail-type").asText())
            && !S3Object.EVENT_BRIDGE.isOutput(node.path("detail"))
        ? Optional.of(S3Object.EVENT_BRIDGE.entryOf(node, node.get("detail"), node.path("time")))
        : Optional.empty();
  }
}
