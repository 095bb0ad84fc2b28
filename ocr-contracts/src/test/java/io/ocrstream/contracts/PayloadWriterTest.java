/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PayloadWriterTest {
  private static final EngineInfo INFO =
      new EngineInfo("tesseract", "5", "digest", OcrOptions.text(List.of("eng")));

  /**
   * A text longer than any buffer, with characters that JSON escapes, and surrogate pairs that may
   * straddle a buffer's end.
   */
  private static final String LONG = "Caf\u00e9 \"\\\t\n\u0001 \ud83d\ude00".repeat(5_000);

  @Test
  void shouldWriteTheVeryBytesThatAWholePayloadIsWrittenTo() throws IOException {
    List<Page> pages =
        List.of(page(1, LONG), page(2, ""), page(3, "a" + LONG), page(4, ""), page(5, "end"));

    assertThat(written(pages)).isEqualTo(Json.write(payload(pages)));
  }

  @Test
  void shouldWriteTheSameWhenThereIsOneBlankPageOrNone() throws IOException {
    assertThat(written(List.of(page(1, "")))).isEqualTo(Json.write(payload(List.of(page(1, "")))));
    assertThat(written(List.of())).isEqualTo(Json.write(payload(List.of())));
  }

  private static byte[] written(List<Page> pages) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PayloadWriter.write(payload(List.of()), pages, out);
    return out.toByteArray();
  }

  private static Payload payload(List<Page> pages) {
    String text = pages.stream().map(Page::text).collect(Collectors.joining(Payload.PAGE_BREAK));
    return new Payload(
        text,
        null,
        1.25,
        7,
        1_700_000_000L,
        Payload.Status.PARTIAL,
        INFO,
        pages,
        List.of(9),
        List.of(Artifact.inline(Output.TSV, "a\tb")),
        new StoredObject("file:///out/a.json", 12, ContentHash.ofBytes(new byte[0])));
  }

  private static Page page(int number, String text) {
    Word word = Word.of("caf\u00e9", 1, 2, 3, 4, 0.1).on(100, 200);
    return new Page(
        number,
        100,
        200,
        0,
        Page.Status.READ,
        Page.TextSource.OCR,
        0.3333,
        text,
        Treatment.NONE,
        List.of(word),
        null,
        null,
        null);
  }
}
