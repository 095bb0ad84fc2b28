/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.intake;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.Set;

/** Records of the notifications of S3, MinIO and the stores that speak like them. */
final class S3Notification {
  private static final String PREFIX = "s3:";
  private static final String CREATED = "ObjectCreated:";

  /** An archived object can be read again. */
  private static final String RESTORED = "ObjectRestore:Completed";

  /** MinIO counts these as creations, but the bytes stay as they were. */
  private static final Set<String> WITHOUT_NEW_BYTES =
      Set.of("PutRetention", "PutLegalHold", "PutTagging", "DeleteTagging");

  private S3Notification() {}

  static boolean isRecord(JsonNode node) {
    return node.path("eventName").isTextual() && node.path("s3").isObject();
  }

  /** Whether a store sends this to test that its notifications arrive. */
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

  /** AWS leaves the prefix out, MinIO does not. */
  private static boolean isReadable(String eventName) {
    String name = eventName.startsWith(PREFIX) ? eventName.substring(PREFIX.length()) : eventName;
    return name.equals(RESTORED)
        || (name.startsWith(CREATED)
            && !WITHOUT_NEW_BYTES.contains(name.substring(CREATED.length())));
  }
}
