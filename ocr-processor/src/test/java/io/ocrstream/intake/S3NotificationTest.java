/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.intake;

import static io.ocrstream.intake.Parsing.accepted;
import static io.ocrstream.intake.Parsing.assertRejected;
import static io.ocrstream.intake.Parsing.entries;
import static io.ocrstream.intake.Parsing.parse;
import static io.ocrstream.intake.Parsing.refused;
import static io.ocrstream.intake.S3Notifications.OBJECT;
import static io.ocrstream.intake.S3Notifications.eventBridge;
import static io.ocrstream.intake.S3Notifications.record;
import static io.ocrstream.intake.S3Notifications.records;
import static io.ocrstream.intake.S3Notifications.sns;
import static io.ocrstream.intake.S3Notifications.sqs;
import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.UploadEvent;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests notifications of S3 and MinIO, alone and in the envelopes of AWS services. */
class S3NotificationTest {
  /** Otherwise a bucket that publishes its uploads would cause outputs of outputs. */
  @Test
  void shouldPassOverOutputsWhenTheyStandBesideTheirDocuments() {
    String output = OBJECT.replace("scans/", "scans/a.pdf.ocr/");

    assertThat(
            entries(
                parse(
                    records(
                        record("ObjectCreated:Put", output), record("ObjectCreated:Put", OBJECT)))))
        .hasSize(1);
  }

  @Test
  void shouldBuildTheEventWhenAnObjectWasCreated() {
    UploadEvent event = accepted(parse(records(record("ObjectCreated:Put", OBJECT))));

    assertThat(event)
        .isEqualTo(
            new UploadEvent(
                "s3:ecb0a065df6bfa3b467006dc6522bc97",
                "s3://bucket/scans/red%20flower%C3%A9.pdf",
                "s3://bucket/scans/red%20flower%C3%A9.pdf?versionId=v%2F1",
                null,
                "etag-1",
                null,
                1024L,
                null,
                null,
                null,
                null));
  }

  @Test
  void shouldGiveOneIdWhenTheSameUploadComesByOtherRoutes() {
    String plain = records(record("ObjectCreated:Put", OBJECT));
    String minio =
        records(
            record(
                "s3:ObjectCreated:Put",
                """
                {"key": "scans%2Fred+flower%C3%A9.pdf", "size": 1024, "eTag": "etag-1",
                 "versionId": "v/1", "sequencer": "0A", "contentType": "application/pdf"}
                """));
    String bridged =
        eventBridge(
            "Object Created",
            """
            {"key": "scans/red floweré.pdf", "size": 1024, "etag": "etag-1", "version-id": "v/1",
             "sequencer": "0A"}
            """);

    UploadEvent event = accepted(parse(plain));
    assertThat(accepted(parse(bridged))).isEqualTo(event);
    assertThat(accepted(parse(sns(plain)))).isEqualTo(event);
    assertThat(accepted(parse(records(sqs(plain))))).isEqualTo(event);
    assertThat(accepted(parse(records(sqs(sns(plain)))))).isEqualTo(event);
    assertThat(accepted(parse(records(sqs(sns(bridged)))))).isEqualTo(event);
    assertThat(
            accepted(parse(records("{\"EventSource\": \"aws:sns\", \"Sns\": " + sns(plain) + "}"))))
        .isEqualTo(event);
    assertThat(accepted(parse(minio)).eventId()).isEqualTo(event.eventId());
    assertThat(accepted(parse(minio)).contentType()).isEqualTo("application/pdf");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"key\": \"other\", \"versionId\": \"v\", \"sequencer\": \"0A\"}",
        "{\"key\": \"key\", \"versionId\": \"w\", \"sequencer\": \"0A\"}",
        "{\"key\": \"key\", \"versionId\": \"v\", \"sequencer\": \"0B\"}",
        "{\"key\": \"key\", \"versionId\": \"v\", \"eTag\": \"e\"}",
      })
  void shouldGiveOtherIdsWhenTheUploadIsAnother(String object) {
    String one = "{\"key\": \"key\", \"versionId\": \"v\", \"sequencer\": \"0A\"}";

    assertThat(accepted(parse(record("ObjectCreated:Put", object))).eventId())
        .isNotEqualTo(accepted(parse(record("ObjectCreated:Put", one))).eventId());
  }

  @ParameterizedTest
  @CsvSource({"'',aws:s3", "null,aws:s3", "null,minio:s3", "1,minio:s3"})
  void shouldNameNoVersionWhenTheOneGivenIsNone(String version, String source) {
    String object = "{\"key\": \"key\", \"versionId\": \"" + version + "\"}";

    UploadEvent event =
        accepted(parse(record("ObjectCreated:Copy", object).replace("aws:s3", source)));

    assertThat(event.uri()).isEqualTo("s3://bucket/key");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ObjectRemoved:Delete",
        "s3:ObjectRemoved:DeleteMarkerCreated",
        "ObjectTagging:Put",
        "s3:ObjectCreated:PutTagging",
        "s3:ObjectCreated:PutRetention",
        "s3:ObjectAccessed:Get",
        "something else",
      })
  void shouldIgnoreWhenNoObjectWasCreated(String eventName) {
    assertThat(parse(records(record(eventName, OBJECT))))
        .isEqualTo(new Intake.Ignored("object-not-created"));
  }

  /** Ceph does not encode keys, so plus and percent signs are literal. */
  @ParameterizedTest
  @CsvSource({
    "a+b.png,a%2Bb.png",
    "rep%20ort.png,rep%2520ort.png",
    "100% done.png,100%25%20done.png",
    "dir/ü.png,dir/%C3%BC.png",
  })
  void shouldTakeKeysAsTheyAreWhenTheSourceDoesNotEncodeThem(String key, String path) {
    String object = "{\"key\": \"" + key + "\", \"versionId\": \"\"}";
    String record = record("ObjectCreated:Put", object);

    for (String source : List.of("ceph:s3", "own:s3")) {
      assertThat(accepted(parse(record.replace("aws:s3", source))).uri())
          .isEqualTo("s3://bucket/" + path);
    }
  }

  @Test
  void shouldPassOverOutputsWhenTheSourceDoesNotEncodeKeys() {
    String record = record("ObjectCreated:Put", "{\"key\": \"100% done.pdf.ocr/text.txt\"}");

    assertThat(parse(record.replace("aws:s3", "ceph:s3")))
        .isEqualTo(new Intake.Ignored("object-not-created"));
  }

  @Test
  void shouldReadTheEtagWhenItsNameIsInLowerCase() {
    String object = "{\"key\": \"key\", \"etag\": \"etag-1\"}";

    assertThat(accepted(parse(record("ObjectCreated:Put", object))).etag()).isEqualTo("etag-1");
  }

  /** The first event failed, because the object could not be read at that time. */
  @ParameterizedTest
  @ValueSource(strings = {"ObjectRestore:Completed", "s3:ObjectRestore:Completed"})
  void shouldReadTheObjectWhenItWasRestored(String eventName) {
    UploadEvent event = accepted(parse(records(record(eventName, OBJECT))));

    assertThat(event.uri()).isEqualTo("s3://bucket/scans/red%20flower%C3%A9.pdf?versionId=v%2F1");
    assertThat(accepted(parse(eventBridge("Object Restore Completed", OBJECT))).uri())
        .startsWith("s3://bucket/scans/");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ObjectRestore:Post", "s3:ObjectRestore:Delete"})
  void shouldIgnoreWhenARestorationBeginsOrEnds(String eventName) {
    assertThat(parse(records(record(eventName, OBJECT))))
        .isEqualTo(new Intake.Ignored("object-not-created"));
  }

  @Test
  void shouldIgnoreWhenNothingIsAsked() {
    String test = "{\"Service\": \"Amazon S3\", \"Event\": \"s3:TestEvent\", \"Bucket\": \"b\"}";
    String subscribe = "{\"Type\": \"SubscriptionConfirmation\", \"TopicArn\": \"arn\"}";

    assertThat(parse(test)).isEqualTo(new Intake.Ignored("store-test"));
    assertThat(parse(sns(test))).isEqualTo(new Intake.Ignored("store-test"));
    assertThat(parse(subscribe)).isEqualTo(new Intake.Ignored("subscription"));
    assertThat(parse(records())).isEqualTo(new Intake.Ignored("no-records"));
    assertThat(parse(eventBridge("Object Deleted", OBJECT)))
        .isEqualTo(new Intake.Ignored("object-not-created"));
  }

  @Test
  void shouldAnswerEachRecordInOrderWhenGoodAndBadAreMixed() {
    String good = record("ObjectCreated:Put", OBJECT);
    String removed = record("ObjectRemoved:Delete", OBJECT);
    String keyless = record("ObjectCreated:Put", "{\"size\": 1}");

    List<Entry> entries = entries(parse(records(keyless, removed, good, "{\"other\": 1}")));

    assertThat(entries).hasSize(3);
    assertThat(entries.get(0).<Object>fold(a -> "accepted", Entry.Refused::uri)).isEqualTo("");
    assertThat(accepted(entries.get(1)).uri()).startsWith("s3://bucket/scans/");
    assertThat(entries.get(2).eventId())
        .startsWith("record:")
        .isNotEqualTo(entries.get(0).eventId());
  }

  @Test
  void shouldRejectWhenNoRecordIsOfAKnownForm() {
    assertRejected(parse("{\"Records\": [{\"a\": 1}, 5, null]}"), RejectReason.UNKNOWN_FORM);
    assertRejected(parse(records(sqs("not JSON"))), RejectReason.NOT_JSON);
    assertRejected(parse(records(sqs("{\"Records\": [1, 2]}"))), RejectReason.UNKNOWN_FORM);
  }

  @Test
  void shouldLeaveNothingBehindWhenAnInnerNotificationIsNone() {
    String good = record("ObjectCreated:Put", OBJECT);

    List<Entry> entries = entries(parse(records(sqs("{\"Records\": [1, 2]}"), good)));

    assertThat(entries).hasSize(2);
    assertThat(entries.get(0).eventId()).startsWith("record:");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"key\": \"\"}",
        "{\"key\": \"%zz\"}",
        "{\"key\": \"%4\"}",
        "{\"key\": \"%ff\"}",
        "{\"key\": \"\\ud800\"}",
        "{\"key\": 5}",
        "{}",
        "5",
        "{\"key\": \"a\", \"versionId\": 5}",
        "{\"key\": \"a\", \"versionId\": \"\\udc00\"}",
      })
  void shouldRefuseWhenTheObjectIsNotNamed(String object) {
    Entry.Refused refused =
        refused(parse(records(record("ObjectCreated:Put", object))), FailureCode.INVALID_EVENT);

    assertThat(refused.documentId()).isEqualTo(refused.eventId());
    assertThat(parse(records(record("ObjectCreated:Put", object))))
        .as("the same record has the same id")
        .isEqualTo(new Intake.Events(List.of(refused)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a/b", "a?b", "a@b", "..", "-a"})
  void shouldRefuseWhenTheBucketCouldChangeTheUri(String bucket) {
    String record =
        record("ObjectCreated:Put", OBJECT).replace("\"bucket\"}", "\"" + bucket + "\"}");

    refused(parse(records(record)), FailureCode.INVALID_EVENT);
  }

  @Test
  void shouldDoWithoutWhenWhatOnlyHelpsIsNotUsable() {
    String object = "{\"key\": \"key\", \"size\": \"big\", \"eTag\": 5, \"sequencer\": {}}";

    UploadEvent event = accepted(parse(record("ObjectCreated:Put", object)));

    assertThat(event.size()).isNull();
    assertThat(event.etag()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "a+b%20c%2Bd, a b c+d, a%20b%20c%2Bd",
    "dir%2Ffile, dir/file, dir/file",
    "%3F%23%25, ?#%, %3F%23%25",
    "../up, ../up, ../up",
    "%F0%9F%98%80~*, 😀~*, %F0%9F%98%80~%2A",
  })
  void shouldSpellTheKeyForTheUriWhenItCameEncodedLikeAForm(
      String encoded, String key, String path) {
    assertThat(ObjectKey.decodeForm(encoded)).contains(key);
    assertThat(ObjectKey.encodePath(key)).isEqualTo(path);
  }
}
