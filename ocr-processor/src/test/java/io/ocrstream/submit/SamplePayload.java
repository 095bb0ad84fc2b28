/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.submit;

import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Payload;
import java.util.List;

/** A payload of one page, as from an engine. */
public final class SamplePayload {
  private SamplePayload() {}

  /** Returns a complete payload whose only page says {@code text}. */
  public static Payload of(String text) {
    Page page =
        new Page(
            1,
            10,
            10,
            0,
            Page.Status.READ,
            Page.TextSource.OCR,
            0.9,
            text,
            null,
            null,
            null,
            null,
            null);
    EngineInfo engine = new EngineInfo("tesseract", "5", "abc", OcrOptions.text(List.of("eng")));
    return new Payload(
        text,
        0.9,
        0.1,
        3,
        1,
        Payload.Status.COMPLETE,
        engine,
        List.of(page),
        List.of(),
        List.of(),
        null);
  }
}
