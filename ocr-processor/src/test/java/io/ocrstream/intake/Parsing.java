/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.UploadEvent;
import java.util.List;
import java.util.Map;

/** A parser with small limits for the tests of this package, and outcomes as plain values. */
final class Parsing {
  static final int MAX_EVENT_BYTES = 64 * 1024;
  static final int MAX_EVENTS = 5;
  static final EventParser PARSER =
      new EventParser(MAX_EVENT_BYTES, MAX_EVENTS, List.of("ceph:s3", "own:s3"));

  private Parsing() {}

  static Intake parse(String json) {
    return PARSER.parse(json.getBytes(UTF_8), RecordHeaders.NONE);
  }

  static Intake parse(Map<String, String> headers, String json) {
    return PARSER.parse(
        json.getBytes(UTF_8),
        name -> headers.containsKey(name) ? headers.get(name).getBytes(UTF_8) : null);
  }

  static List<Entry> entries(Intake intake) {
    assertThat(intake).isInstanceOf(Intake.Events.class);
    return ((Intake.Events) intake).entries();
  }

  static UploadEvent accepted(Intake intake) {
    assertThat(entries(intake)).hasSize(1);
    return accepted(entries(intake).get(0));
  }

  static UploadEvent accepted(Entry entry) {
    assertThat(entry).isInstanceOf(Entry.Accepted.class);
    return ((Entry.Accepted) entry).event();
  }

  static Entry.Refused refused(Intake intake, FailureCode code) {
    assertThat(entries(intake)).hasSize(1);
    assertThat(entries(intake).get(0)).isInstanceOf(Entry.Refused.class);
    Entry.Refused refused = (Entry.Refused) entries(intake).get(0);
    assertThat(refused.problem().code()).isEqualTo(code);
    return refused;
  }

  static void assertRejected(Intake intake, RejectReason reason) {
    assertThat(intake).isEqualTo(new Intake.NotAnEvent(reason));
  }

  /** Returns an event with one more field, given as JSON such as {@code "size": 1}. */
  static String own(String field) {
    return """
        {"event_id": "e-1", "uri": "s3://bucket/key.pdf", %s}
        """
        .formatted(field);
  }
}
