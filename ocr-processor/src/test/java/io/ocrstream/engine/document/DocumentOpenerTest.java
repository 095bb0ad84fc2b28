/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Problem;
import io.ocrstream.engine.TestSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentOpenerTest {
  @TempDir private Path folder;

  /** A video has the same container, and is no photo. */
  @ParameterizedTest
  @CsvSource({
    "heic, The document is a HEIC or AVIF photo; save it as JPEG or PNG",
    "mif1, The document is a HEIC or AVIF photo; save it as JPEG or PNG",
    "avif, The document is a HEIC or AVIF photo; save it as JPEG or PNG",
    "isom, The document's bytes are not of a supported type",
    "hei, The document's bytes are not of a supported type"
  })
  void shouldSayWhatHelpsWhenAPhotoIsOfAnUnsupportedType(String brand, String message)
      throws IOException {
    byte[] head = ("\0\0\0\u0018ftyp" + brand).getBytes(StandardCharsets.ISO_8859_1);
    Path file = Files.write(folder.resolve("photo"), head);

    assertThat(new DocumentOpener(TestSettings.defaults()).open(file).problem())
        .contains(Problem.of(FailureCode.UNSUPPORTED_TYPE, message));
  }
}
