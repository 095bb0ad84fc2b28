/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.intake;

import static io.ocrstream.intake.Parsing.accepted;
import static io.ocrstream.intake.Parsing.assertRejected;
import static io.ocrstream.intake.Parsing.own;
import static io.ocrstream.intake.Parsing.parse;
import static io.ocrstream.intake.Parsing.refused;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.EngineName;
import io.ocrstream.contracts.EventOptions;
import io.ocrstream.contracts.Failure;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.Output;
import io.ocrstream.contracts.PageSelection;
import io.ocrstream.contracts.TextLayer;
import io.ocrstream.contracts.UploadEvent;
import io.ocrstream.contracts.WireFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests events in our own form: which are accepted, and the messages of those that are rejected.
 */
class OwnEventTest {
  private static final String HASH = "0123456789abcdef".repeat(4);

  private static final String FULL =
      """
      {"event_id": "e-1", "document_id": "d-1", "uri": "s3://bucket/a%20b.pdf?versionId=v1",
       "content_hash": "sha256:HASH", "etag": "\\"abc-2\\"", "content_type": "application/pdf",
       "size": 123, "tenant": "tenant-1", "deadline": 1700000060000, "tag": "any \\u00e9 text\\n", "some_day": {"we": ["add", 1.5e300]},
       "options": {"languages": ["por", "script/Latin"], "pages": "3,1-2,9-",
                   "outputs": ["words"], "page_segmentation_mode": 6,
                   "engine": "onnx", "text_layer": "never"}}
      """
          .replace("HASH", HASH);

  /** Editors and .NET's default UTF-8 encoder write a byte order mark. */
  @Test
  void shouldTakeTheEventWhenAByteOrderMarkStandsBeforeIt() {
    assertThat(parse("\uFEFF" + FULL)).isEqualTo(parse(FULL));
    assertRejected(parse("\uFEFF\uFEFF" + FULL), RejectReason.NOT_JSON);
    assertRejected(parse("\uFEFF"), RejectReason.NOT_JSON);
  }

  /** Confluent's serializer for JSON Schema writes this header; the one for Avro does too. */
  @Test
  void shouldTakeTheEventAfterTheHeaderOfASchemaRegistry() {
    byte[] event = FULL.getBytes(UTF_8);

    assertThat(Parsing.PARSER.parse(WireFormat.withHeader(7, event), RecordHeaders.NONE))
        .isEqualTo(parse(FULL));
    assertRejected(
        Parsing.PARSER.parse(WireFormat.withHeader(7, new byte[] {2, 'e'}), RecordHeaders.NONE),
        RejectReason.NOT_JSON);
    assertRejected(
        Parsing.PARSER.parse(
            WireFormat.withHeader(7, WireFormat.withHeader(7, event)), RecordHeaders.NONE),
        RejectReason.NOT_JSON);
  }

  @Test
  void shouldTakeEveryFieldWhenAllAreGiven() {
    UploadEvent event = accepted(parse(FULL));

    assertThat(event)
        .isEqualTo(
            new UploadEvent(
                "e-1",
                "d-1",
                "s3://bucket/a%20b.pdf?versionId=v1",
                new ContentHash(HASH),
                "abc-2",
                "application/pdf",
                123L,
                new EventOptions(
                    EngineName.ONNX,
                    List.of("por", "script/Latin"),
                    PageSelection.parse("1-3,9-").orElseThrow(),
                    List.of(Output.WORDS),
                    6,
                    TextLayer.NEVER),
                "any é text\n",
                "tenant-1",
                1_700_000_060_000L));
  }

  @Test
  void shouldReadBackEqualWhenAnEventIsWrittenByTheContracts() {
    UploadEvent event = accepted(parse(FULL));

    Intake again = Parsing.PARSER.parse(Json.write(event), RecordHeaders.NONE);

    assertThat(accepted(again)).isEqualTo(event);
  }

  @Test
  void shouldTakeNullForAbsentWhenAFieldIsOptional() {
    String absent =
        """
        {"event_id": "e", "uri": "file:///a", "document_id": null, "content_hash": null,
         "etag": null, "content_type": null, "size": null, "options": null, "tag": null}
        """;

    assertThat(accepted(parse(absent)))
        .isEqualTo(
            new UploadEvent(
                "e", "file:///a", "file:///a", null, null, null, null, null, null, null, null));
  }

  @ParameterizedTest
  @CsvSource({
    "s3://bucket/a%20b?versionId=v, s3://bucket/a%20b",
    "s3://under_scored/a, s3://under_scored/a",
    "https://user:secret@host:8443/p?X-Amz-Signature=s#f, https://host:8443/p",
    "file:///tmp/a, file:///tmp/a",
    "mailto:someone, mailto:someone",
  })
  void shouldNameTheDocumentByItsUriWithoutQueryWhenItHasNoId(String uri, String documentId) {
    UploadEvent event = accepted(parse("{\"event_id\": \"e\", \"uri\": \"" + uri + "\"}"));

    assertThat(event.documentId()).isEqualTo(documentId);
    assertThat(event.uri()).isEqualTo(uri);
  }

  @Test
  void shouldSplitLanguagesWhenTheyAreJoinedByAPlus() {
    UploadEvent event = accepted(parse(own("\"options\": {\"languages\": \"por+eng+por\"}")));

    assertThat(event.options())
        .isEqualTo(EventOptions.DEFAULTS.withLanguages(List.of("por", "eng")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"uri\": null",
        "\"uri\": 7",
        "\"uri\": \"\"",
        "\"uri\": \"no scheme\"",
        "\"uri\": \"relative/path\"",
        "\"uri\": \"s3://bucket/a b\"",
        "\"uri\": \"s3://bucket/%zz\"",
      })
  void shouldRefuseWhenTheUriIsNone(String field) {
    Entry.Refused refused =
        refused(parse("{\"event_id\": \"e-1\", " + field + "}"), FailureCode.INVALID_EVENT);

    assertThat(refused.uri()).isEmpty();
    assertThat(refused.documentId()).isEqualTo("e-1");
    assertThat(refused.problem().message()).startsWith("uri must be");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"size\": -1",
        "\"size\": 1.0",
        "\"size\": \"1\"",
        "\"size\": 9223372036854775808",
        "\"size\": 1e999999",
        "\"content_hash\": \"sha256:ABCDEF\"",
        "\"content_hash\": \"md5:0\"",
        "\"content_hash\": 5",
        "\"etag\": \"line\\nfeed\"",
        "\"deadline\": -1",
        "\"deadline\": \"tomorrow\"",
        "\"tenant\": \"\"",
        "\"tenant\": \"a:b\"",
        "\"tenant\": \"a*\"",
        "\"document_id\": \" \"",
        "\"tag\": {\"a\": 1}",
        "\"tag\": \"lone \\ud800 surrogate\"",
        "\"tag\": \"lone second half \\udc00\"",
        "\"tag\": \"turned round \\udc00\\ud800\"",
        "\"tag\": \"cut off \\ud800\"",
        "\"tag\": \"one too many \\ud800\\ud83d\\ude00\"",
        "\"options\": []",
        "\"options\": \"por\"",
      })
  void shouldRefuseAsInvalidWhenAFieldIsNotValid(String field) {
    Entry.Refused refused = refused(parse(own(field)), FailureCode.INVALID_EVENT);

    String name = field.substring(1, field.indexOf('"', 1));
    assertThat(refused.problem().message()).startsWith(name + " must be ");
    assertThat(refused.uri()).isEqualTo("s3://bucket/key.pdf");
  }

  @Test
  void shouldRefuseUpperCaseDigitsWhenTheHashHasThem() {
    String hash = "\"content_hash\": \"sha256:" + "AB".repeat(32) + "\"";

    assertThat(refused(parse(own(hash)), FailureCode.INVALID_EVENT).problem().message())
        .contains("lower-case");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"engine\": \"abbyy\"",
        "\"engine\": 1",
        "\"text_layer\": \"AUTO\"",
        "\"languages\": [\"auto\", \"eng\"]",
        "\"languages\": []",
        "\"languages\": \"\"",
        "\"languages\": \"por+\"",
        "\"languages\": [\"por\", 1]",
        "\"languages\": [\"../etc/passwd\"]",
        "\"languages\": \"..\"",
        "\"languages\": \"/por\"",
        "\"languages\": \"por/\"",
        "\"languages\": \"-por\"",
        "\"languages\": \"a/b/c\"",
        "\"languages\": \"p\\u00f6r\"",
        "\"languages\": {\"por\": true}",
        "\"languages\": 5",
        "\"pages\": \"0\"",
        "\"pages\": \"3-1\"",
        "\"pages\": 3",
        "\"pages\": \"\"",
        "\"outputs\": \"words\"",
        "\"outputs\": [\"WORDS\"]",
        "\"outputs\": [null]",
        "\"outputs\": {\"words\": true}",
        "\"page_segmentation_mode\": 0",
        "\"page_segmentation_mode\": \"3\"",
        "\"page_segmentation_mode\": 3.0",
        "\"page_segmentation_mode\": 4294967299",
      })
  void shouldRefuseAsUnsupportedWhenAnOptionsValueIsNotListed(String option) {
    Entry.Refused refused =
        refused(parse(own("\"options\": {" + option + "}")), FailureCode.UNSUPPORTED_OPTION);

    String name = option.substring(1, option.indexOf('"', 1));
    assertThat(refused.problem().message()).startsWith(name + " must be ");
  }

  @Test
  void shouldNameTheOptionAndListTheKnownWhenItIsUnknown() {
    Entry.Refused refused =
        refused(parse(own("\"options\": {\"dpi\": 300}")), FailureCode.UNSUPPORTED_OPTION);

    assertThat(refused.problem().message())
        .isEqualTo(
            "dpi is not an option; use engine, languages, pages, outputs,"
                + " page_segmentation_mode, text_layer");
  }

  @Test
  void shouldNotQuoteTheOptionWhenItsNameIsNoName() {
    Entry.Refused refused =
        refused(parse(own("\"options\": {\"<b>\\n\": 1}")), FailureCode.UNSUPPORTED_OPTION);

    assertThat(refused.problem().message())
        .startsWith("One of the names in options is not an option");
  }

  @Test
  void shouldKeepWhatIsReadableWhenTheEventIsRefused() {
    String broken = FULL.replace("\"size\": 123", "\"size\": \"big\"");

    Failure failure = refused(parse(broken), FailureCode.INVALID_EVENT).failure(77);

    assertThat(failure)
        .isEqualTo(
            new Failure(
                "e-1",
                "d-1",
                "s3://bucket/a%20b.pdf?versionId=v1",
                new ContentHash(HASH),
                FailureCode.INVALID_EVENT,
                FailureCode.Fault.REQUEST,
                false,
                0,
                "size must be a whole number from 0 to 9223372036854775807",
                "any é text\n",
                77));
    assertThat(Json.readOwn(Json.write(failure), Failure.class)).isEqualTo(failure);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "5", "\"\"", "\" \"", "\"a\\u0000b\"", "\"\\udc00\"", "[\"e\"]"})
  void shouldRejectWhenThereIsNoReadableId(String id) {
    assertRejected(
        parse("{\"event_id\": " + id + ", \"uri\": \"file:///a\"}"), RejectReason.BAD_EVENT_ID);
  }
}
