/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.intake;

import com.fasterxml.jackson.databind.node.TextNode;

/** Builds notifications of S3 and the envelopes of AWS services. */
final class S3Notifications {
  private S3Notifications() {}

  static final String OBJECT =
      """
      {"key": "scans/red+flower%C3%A9.pdf", "size": 1024, "eTag": "etag-1", "versionId": "v/1",
       "sequencer": "0A"}
      """;

  static String record(String eventName, String object) {
    return """
        {"eventSource": "aws:s3", "eventName": "%s", "eventTime": "2024-01-01T00:00:00.000Z",
         "s3": {"bucket": {"name": "bucket"}, "object": %s}}
        """
        .formatted(eventName, object);
  }

  static String records(String... records) {
    return "{\"Records\": [" + String.join(",", records) + "]}";
  }

  private static String quoted(String text) {
    return TextNode.valueOf(text).toString();
  }

  static String sns(String message) {
    return "{\"Type\": \"Notification\", \"TopicArn\": \"arn\", \"Message\": "
        + quoted(message)
        + "}";
  }

  static String sqs(String body) {
    return "{\"eventSource\": \"aws:sqs\", \"body\": " + quoted(body) + "}";
  }

  static String eventBridge(String type, String object) {
    return """
        {"source": "aws.s3", "detail-type": "%s", "time": "2024-01-01T00:00:00Z",
         "detail": {"bucket": {"name": "bucket"}, "object": %s}}
        """
        .formatted(type, object);
  }
}
