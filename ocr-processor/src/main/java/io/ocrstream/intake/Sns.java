/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.intake;

import com.fasterxml.jackson.databind.JsonNode;

/** Reads the envelope of Amazon SNS, whose message is JSON in a text. */
final class Sns {
  private Sns() {}

  static boolean isMessage(JsonNode node) {
    return node.path("Type").isTextual() && node.path("TopicArn").isTextual();
  }

  /**
   * Returns whether the envelope contains a message; otherwise it asks to confirm a subscription.
   */
  static boolean isNotification(JsonNode node) {
    return node.path("Type").asText().equals("Notification");
  }
}
