/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.contracts.Payload.PageQuality;
import io.ocrstream.contracts.Result.Review;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Sample values of every type on topics and in the cache, all fields different, and a comparison
 * with golden files.
 */
final class Golden {
  static final ContentHash HASH = new ContentHash("0123456789abcdef".repeat(4));
  static final Problem PROBLEM = new Problem(FailureCode.FETCH_FAILED, "The store is down.", 3);
  static final EngineInfo ENGINE =
      new EngineInfo(
          "tesseract",
          "5.5.3+1",
          "fedcba98",
          new OcrOptions(
              EngineName.ONNX,
              List.of("por", "eng"),
              PageSelection.parse("1-3,9-").orElseThrow(),
              List.of(Output.WORDS, Output.TEXT),
              6,
              TextLayer.NEVER));
  static final Payload COMPLETE =
      new Payload(
          "Olá\nmundo\fdois",
          0.875,
          2.5,
          3,
          1_700_000_000L,
          Payload.Status.COMPLETE,
          new PageQuality(0.75, 0.0625, 0.4375, false),
          ENGINE,
          List.of(
              new Page(
                  1,
                  1240,
                  1754,
                  90,
                  Page.Status.READ,
                  Page.TextSource.OCR,
                  0.75,
                  "Olá\nmundo",
                  new Treatment(
                      1.25,
                      List.of(Preparation.TURNED, Preparation.STRAIGHTENED),
                      2,
                      0.9375,
                      List.of("por"),
                      new Choice(EngineName.TESSERACT, Choice.Reason.LANGUAGE, 0.4375)),
                  List.of(Word.of("Olá", 10, 20, 30, 40, 0.625).on(1240, 1754)),
                  List.of(new Line("Olá", 11, 21, 31, 41, 0.5, 0, 1, null).on(1240, 1754)),
                  List.of(new Block(12, 22, 32, 42, 0, 1, null).on(1240, 1754)),
                  null,
                  0.0625,
                  null),
              new Page(
                  2,
                  1241,
                  1755,
                  0,
                  Page.Status.READ,
                  Page.TextSource.TEXT_LAYER,
                  1.0,
                  "dois",
                  null,
                  null,
                  null,
                  null,
                  null)),
          List.of(),
          List.of(
              Artifact.inline(Output.TSV, "level"),
              Artifact.stored(Output.PDF, new StoredObject("s3://bucket/out.pdf", 123, HASH))),
          new StoredObject("file:///out.json", 456, HASH));
  static final Payload PARTIAL =
      new Payload(
          "",
          null,
          0.5,
          0,
          1_700_000_001L,
          Payload.Status.PARTIAL,
          ENGINE,
          List.of(
              new Page(
                  7,
                  1,
                  2,
                  180,
                  Page.Status.FAILED,
                  Page.TextSource.OCR,
                  null,
                  "",
                  null,
                  null,
                  null,
                  null,
                  FailureCode.TIMED_OUT),
              new Page(
                  8,
                  3,
                  4,
                  0,
                  Page.Status.READ,
                  Page.TextSource.OCR,
                  null,
                  "",
                  Treatment.NONE,
                  null,
                  null,
                  null,
                  null,
                  1.0,
                  Page.Incomplete.UNREAD_INK)),
          List.of(7),
          List.of(),
          null);
  static final RawJson RAW = RawJson.of(Json.write(COMPLETE));
  static final UploadEvent EVENT =
      new UploadEvent(
          "event-1",
          "document-1",
          "s3://bucket/key.pdf?versionId=v1",
          HASH,
          "etag-1",
          "application/pdf",
          12_345L,
          new EventOptions(
              EngineName.ONNX,
              List.of("por", "eng"),
              PageSelection.parse("1-3,9-").orElseThrow(),
              List.of(Output.WORDS),
              6,
              TextLayer.FORCE),
          "tag \"é\" \u0001",
          "tenant-1",
          1_700_000_060_000L);

  private static final Statistics STATISTICS =
      new Statistics(
          1_769_846_400_000L,
          1_769_846_405_000L,
          false,
          new Statistics.Figures(
              1,
              2,
              3,
              Map.of("NOT_FOUND", 4L, "CORRUPT", 5L),
              6,
              7,
              new Statistics.EngineSeconds(8.125, 9.5)),
          new Statistics.Latency(
              new Statistics.Percentiles(10, 11, 12),
              new Statistics.Percentiles(13, 14, 15),
              new Statistics.Percentiles(16, 17, 18),
              new Statistics.Percentiles(19, 20, 21)),
          1_769_760_000_000L,
          new Statistics.Figures(
              22,
              23,
              24,
              Map.of("INTERNAL", 25L),
              26,
              27,
              new Statistics.EngineSeconds(28.25, 29.75)));
  private static final Statistics.Figures NOTHING =
      new Statistics.Figures(0, 0, 0, Map.of(), 0, 0, new Statistics.EngineSeconds(0, 0));
  private static final ContentKey KEY = new ContentKey(HASH, "00112233aabbccdd");
  private static final Location LOCATION = new Location("https://host/a?b=c", "etag-2");

  /** A value, its type, and the name of its golden file. */
  record Case(String name, Object value, Class<?> type) {
    @Override
    public String toString() {
      return name;
    }
  }

  static final List<Case> CASES =
      List.of(
          new Case("upload-event", EVENT, UploadEvent.class),
          new Case(
              "upload-event-minimal",
              new UploadEvent(
                  "e", "d", "file:///a", null, null, null, null, null, null, null, null),
              UploadEvent.class),
          new Case(
              "result",
              new Result(
                  "event-1",
                  "document-1",
                  "s3://bucket/key.pdf",
                  HASH,
                  Source.OCR,
                  new Timings(11, 12, 13, 14L, 15L),
                  "tag",
                  new Review(
                      List.of(Review.Reason.LOW_CONFIDENCE, Review.Reason.ENGINES_DISAGREE),
                      List.of(
                          new Review.PageReview(
                              1,
                              List.of(
                                  Review.Reason.LOW_CONFIDENCE, Review.Reason.ENGINES_DISAGREE)))),
                  RAW),
              Result.class),
          new Case(
              "result-minimal",
              new Result(
                  "e", "d", "u:", HASH, Source.CACHE, new Timings(1, 2, 3, null, null), null, RAW),
              Result.class),
          new Case("failure", Failure.of(EVENT, HASH, PROBLEM, 99), Failure.class),
          new Case(
              "failure-minimal",
              new Failure(
                  "e",
                  "d",
                  "",
                  null,
                  FailureCode.INVALID_EVENT,
                  FailureCode.Fault.REQUEST,
                  false,
                  0,
                  "uri must be an absolute URI",
                  null,
                  1),
              Failure.class),
          new Case("payload", COMPLETE, Payload.class),
          new Case("payload-partial", PARTIAL, Payload.class),
          new Case(
              "identify-task",
              new IdentifyTask(LOCATION, "00112233aabbccdd", 21, 2, 22L),
              IdentifyTask.class),
          new Case("identified-known", new Identified.Known(22, KEY, RAW), Identified.class),
          new Case("identified-unknown", new Identified.Known(23, KEY, null), Identified.class),
          new Case(
              "identified-unanswered", new Identified.Known(23, KEY, null, true), Identified.class),
          new Case("identified-failed", new Identified.Failed(24, PROBLEM, true), Identified.class),
          new Case(
              "recognise-task",
              new RecogniseTask(KEY, LOCATION, ENGINE.options(), 25, 3, 26L),
              RecogniseTask.class),
          new Case(
              "recognised-read", new Recognised.Read(26, RAW, false, 27L, 28L), Recognised.class),
          new Case("recognised-cached", Recognised.Read.cached(29, RAW), Recognised.class),
          new Case(
              "recognised-failed",
              new Recognised.Failed(30, PROBLEM, true, true),
              Recognised.class),
          new Case("statistics", STATISTICS, Statistics.class),
          new Case(
              "statistics-empty",
              new Statistics(
                  60_000,
                  61_000,
                  true,
                  NOTHING,
                  new Statistics.Latency(null, null, null, null),
                  59_000,
                  NOTHING),
              Statistics.class));

  private static final boolean REGENERATE = Boolean.getBoolean("regenerate");

  private Golden() {}

  static Path file(Case golden) {
    return Path.of("src/test/resources/golden", golden.name() + ".json");
  }

  /**
   * Compares {@code content} with a file of the module, or writes the file if that is requested.
   */
  static void assertSame(Path file, byte[] content) throws IOException {
    if (REGENERATE) {
      Files.write(file, content);
    }
    String command = "mvn -pl ocr-contracts test -Dregenerate=true";
    assertThat(file).as("missing; made by: " + command).exists();
    assertThat(new String(content, UTF_8))
        .as(file + " is stale; if the change is meant: " + command)
        .isEqualTo(Files.readString(file));
  }
}
