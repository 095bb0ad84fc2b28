/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Tests samples that the vendors publish, if available: in the folder {@code events} of the system
 * property {@code ocr.shared.data}, or beside the repository.
 */
class SharedSamplesTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("ocr.shared.data", "../../shared/data"), "events");

  private static final Map<String, String> EXPECTED =
      Map.ofEntries(
          Map.entry(
              "aws_s3Event.json",
              "s3://lambda-artifacts-deafc19498e3f2df/b21b84d653bb07b05b1e6b33684dc11b"),
          Map.entry(
              "aws_s3EventDecodedKey.json", "s3://sourcebucket/Happy%20Face.jpg?versionId=version"),
          Map.entry(
              "aws_s3EventBridgeNotificationObjectCreatedEvent.json",
              "s3://example-bucket/IMG_m7fzo3.jpg"),
          Map.entry(
              "aws_s3SqsEvent.json",
              "s3://xxx/test.pdf?versionId=yd3d4HaWOT2zguDLvIQLU6ptDTwKBnQV"),
          // The argument of a Lambda function: records of another topic, not an event on ours.
          Map.entry("aws_kafkaEventMsk.json", "unknown-form"),
          Map.entry("minio_postgres_put.json", "s3://images/myphoto.jpg"),
          Map.entry("minio_rabbit_put.json", "s3://images/myphoto.jpg"),
          // Valid CloudEvents without a readable document.
          Map.entry("cloudevents_v1_base64_json_data.json", "unknown-form"),
          Map.entry("cloudevents_v1_base64_text_data.json", "unknown-form"),
          Map.entry("cloudevents_v1_binary_attr.json", "unknown-form"),
          Map.entry("cloudevents_v1_fail_numeric_long.json", "unknown-form"),
          Map.entry("cloudevents_v1_json_data_with_ext.json", "unknown-form"),
          Map.entry("cloudevents_v1_json_data_with_ext_upper_case.json", "unknown-form"),
          Map.entry("cloudevents_v1_min.json", "unknown-form"),
          Map.entry("cloudevents_v1_numeric_ext.json", "unknown-form"),
          Map.entry("cloudevents_v1_xml_data.json", "unknown-form"));

  @Test
  void shouldHaveTheExpectedOutcomeWhenASampleIsParsed() throws IOException {
    assumeTrue(Files.isDirectory(FOLDER), "the samples are not here");
    Map<String, String> outcomes = new TreeMap<>();
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).toList()) {
        outcomes.put(file.getFileName().toString(), outcome(Files.readAllBytes(file)));
      }
    }

    assertThat(outcomes).containsExactlyInAnyOrderEntriesOf(EXPECTED);
  }

  private static String outcome(byte[] value) {
    return Parsing.PARSER
        .parse(value, RecordHeaders.NONE)
        .fold(
            events ->
                events.entries().get(0).fold(a -> a.event().uri(), r -> r.problem().message()),
            Intake.Ignored::reason,
            rejected -> rejected.reason().label());
  }
}
