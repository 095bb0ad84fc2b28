/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.client.OcrAnswer;
import io.ocrstream.config.loader.SettingsLoader;
import io.ocrstream.content.Content;
import io.ocrstream.content.schemes.ContentStores;
import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.Payload;
import io.ocrstream.contracts.RawJson;
import io.ocrstream.contracts.Result;
import io.ocrstream.contracts.Source;
import io.ocrstream.contracts.StoredObject;
import io.ocrstream.contracts.Timings;
import io.ocrstream.submit.SamplePayload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredPayloadsTest {
  private static final byte[] WHOLE = Json.write(SamplePayload.of("the whole text"));

  @TempDir private Path folder = Path.of("unset");

  private static OcrAnswer.Read answer(@Nullable StoredObject stored) {
    Payload whole = SamplePayload.of("");
    Payload payload =
        new Payload(
            "",
            whole.confidence(),
            whole.processTime(),
            whole.wordCount(),
            whole.timestamp(),
            whole.status(),
            whole.engine(),
            List.of(),
            List.of(),
            List.of(),
            stored);
    Result result =
        new Result(
            "id",
            "id",
            "file:///a",
            ContentHash.ofBytes(WHOLE),
            Source.OCR,
            new Timings(1, 1, 1, null, null),
            null,
            RawJson.of(Json.write(payload)));
    return new OcrAnswer.Read(RawJson.of(Json.write(result)), result, payload);
  }

  private RawJson json(OcrAnswer.Read answer) throws IOException {
    Map<String, String> settings = Map.of("ocr.content.file-roots", folder.toRealPath().toString());
    try (Content content =
        ContentStores.open(SettingsLoader.of(settings).content(), folder.resolve("work"))) {
      return new StoredPayloads(content, null).json(answer);
    }
  }

  @Test
  void shouldReturnTheStoredPayload() throws IOException {
    Path file = Files.write(folder.toRealPath().resolve("payload.json"), WHOLE);
    String uri = file.toUri().toString();
    ContentHash hash = ContentHash.ofBytes(WHOLE);

    assertThat(json(answer(new StoredObject(uri, WHOLE.length, hash))))
        .isEqualTo(RawJson.of(WHOLE));
    assertThat(json(answer(new StoredObject(uri, StoredPayloads.MAX_BYTES, hash))))
        .isEqualTo(RawJson.of(WHOLE));
    for (OcrAnswer.Read unread :
        List.of(
            answer(null),
            answer(new StoredObject(uri, StoredPayloads.MAX_BYTES + 1L, hash)),
            answer(new StoredObject(uri, WHOLE.length, ContentHash.ofBytes(new byte[0]))),
            answer(new StoredObject(uri + "x", WHOLE.length, hash)))) {
      assertThat(json(unread)).isEqualTo(unread.result().result());
    }
  }
}
