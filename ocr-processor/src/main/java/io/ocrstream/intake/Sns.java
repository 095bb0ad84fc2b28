/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.intake;

import com.fasterxml.jackson.databind.JsonNode;

/** The envelope of Amazon SNS: the event is JSON in a text. */
final class Sns {
  private Sns() {}

  static boolean isMessage(JsonNode node) {
    return node.path("Type").isTextual() && node.path("TopicArn").isTextual();
  }

  /** Whether something is inside; else it asks to confirm a subscription. */
  static boolean isNotification(JsonNode node) {
    return node.path("Type").asText().equals("Notification");
  }
}
