/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.client;

import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.contracts.Failure;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.Payload;
import io.ocrstream.contracts.Problem;
import io.ocrstream.contracts.RawJson;
import io.ocrstream.contracts.Result;
import io.ocrstream.contracts.Source;
import io.ocrstream.contracts.StoredObject;
import io.ocrstream.contracts.Timings;
import io.ocrstream.contracts.UploadEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers as the topology writes them. */
final class SampleAnswers {
  private static final EngineInfo ENGINE =
      new EngineInfo("x", "1", "d", OcrOptions.text(List.of("eng")));

  private SampleAnswers() {}

  static byte[] result(String eventId, String text) {
    return Json.write(
        new Result(
            eventId,
            "document",
            "s3://bucket/a.png",
            ContentHash.ofBytes(new byte[0]),
            Source.OCR,
            new Timings(1, 2, 3, null, null),
            null,
            RawJson.of(Json.write(payload(text, null)))));
  }

  static byte[] failure(String eventId) {
    UploadEvent event = UploadEvent.of(eventId, "document", "s3://bucket/a.png");
    return Json.write(Failure.of(event, null, Problem.of(FailureCode.CORRUPT, "damaged"), 1));
  }

  static Payload payload(String text, @Nullable StoredObject stored) {
    return new Payload(
        text,
        0.9,
        1.5,
        1,
        7,
        Payload.Status.COMPLETE,
        ENGINE,
        List.of(),
        List.of(),
        List.of(),
        stored);
  }
}
