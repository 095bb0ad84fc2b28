/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.document;

import io.ocrstream.config.EngineConfig;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.engine.FileType;
import io.ocrstream.engine.image.PageSource;
import io.ocrstream.engine.image.PixelLimits;
import io.ocrstream.engine.image.SingleImage;
import io.ocrstream.engine.image.TiffPages;
import io.ocrstream.engine.pdf.PdfPages;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Opens files of all supported types.
 *
 * <p><b>Threading:</b> any. <b>Bounds:</b> reads only headers.
 */
public final class DocumentOpener {
  private final PixelLimits limits;
  private final int pdfDpi;

  public DocumentOpener(EngineConfig settings) {
    this.limits = new PixelLimits(settings.maxPixels(), settings.maxEdge());
    this.pdfDpi = settings.pdfDpi();
  }

  /** Opens {@code file}. The caller closes the source. */
  public Outcome<PageSource> open(Path file) {
    byte[] head = head(file);
    if (head.length == 0) {
      return Outcome.failed(FailureCode.EMPTY, "The document has no bytes");
    }
    return FileType.of(head)
        .map(type -> open(type, file))
        .orElseGet(
            () ->
                Outcome.failed(
                    FailureCode.UNSUPPORTED_TYPE,
                    FileType.isHeif(head)
                        ? "The document is a HEIC or AVIF photo; save it as JPEG or PNG"
                        : "The document's bytes are not of a supported type"));
  }

  private Outcome<PageSource> open(FileType type, Path file) {
    return switch (type) {
      case PDF -> PdfPages.open(file, pdfDpi, limits);
      case TIFF -> TiffPages.open(file, limits);
      default -> SingleImage.open(file, type, limits);
    };
  }

  private static byte[] head(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(FileType.HEAD_BYTES);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
