/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.intake;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.Set;

/** Reads notification records of S3, MinIO and compatible stores. */
final class S3Notification {
  private static final String PREFIX = "s3:";
  private static final String CREATED = "ObjectCreated:";

  /** An archived object becomes readable again. */
  private static final String RESTORED = "ObjectRestore:Completed";

  /** MinIO reports these as creations although the bytes do not change. */
  private static final Set<String> WITHOUT_NEW_BYTES =
      Set.of("PutRetention", "PutLegalHold", "PutTagging", "DeleteTagging");

  private S3Notification() {}

  static boolean isRecord(JsonNode node) {
    return node.path("eventName").isTextual() && node.path("s3").isObject();
  }

  /** Returns whether this is the notification that stores send to test their configuration. */
  static boolean isTest(JsonNode node) {
    return node.path("Event").asText().equals("s3:TestEvent");
  }

  /**
   * Returns the upload; empty if no object was created or restored, or it is an output of ours.
   *
   * @param plainKeySources event sources that do not URL-encode keys
   */
  static Optional<Entry> entryOf(JsonNode node, Set<String> plainKeySources) {
    S3Object form =
        plainKeySources.contains(node.path("eventSource").asText())
            ? S3Object.PLAIN_NOTIFICATION
            : S3Object.NOTIFICATION;
    return isReadable(node.path("eventName").asText()) && !form.isOutput(node.path("s3"))
        ? Optional.of(form.entryOf(node, node.get("s3"), node.path("eventTime")))
        : Optional.empty();
  }

  /** Returns whether the object has readable bytes now. AWS omits the prefix, MinIO includes it. */
  private static boolean isReadable(String eventName) {
    String name = eventName.startsWith(PREFIX) ? eventName.substring(PREFIX.length()) : eventName;
    return name.equals(RESTORED)
        || (name.startsWith(CREATED)
            && !WITHOUT_NEW_BYTES.contains(name.substring(CREATED.length())));
  }
}
