/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.searchable;

import static io.ocrstream.engine.searchable.PlantedDocuments.TIMEOUT;
import static io.ocrstream.engine.searchable.PlantedDocuments.planted;
import static io.ocrstream.engine.searchable.PlantedDocuments.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Problem;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests searchable PDFs that are not made: too large, too late, or of another file. */
class SearchableLimitsIT {
  private final PlantedDocuments made;

  SearchableLimitsIT(@TempDir Path folder) {
    made = new PlantedDocuments(folder);
  }

  @Test
  void shouldKeepToItsBytesWhenTheyAreLimited() throws IOException {
    Path image = made.png(BufferedImage.TYPE_BYTE_GRAY);
    long size = Files.size(made.searchable(image, planted(1, 0)));

    assertThat(made.write(image, size)).isEmpty();
    assertThat(made.write(image, size - 1)).map(Problem::code).hasValue(FailureCode.TOO_LARGE);
    assertThat(made.target()).doesNotExist();
  }

  @Test
  void shouldTimeOutWhenTheTimeIsUp() throws IOException {
    for (Path source : List.of(made.png(BufferedImage.TYPE_BYTE_GRAY), made.pdf(0))) {
      Optional<Problem> problem =
          with(
              source,
              pages ->
                  new SearchablePdf(pages)
                      .write(List.of(planted(1, 0)), made.target(), Duration.ZERO));

      assertThat(problem).map(Problem::code).hasValue(FailureCode.TIMED_OUT);
      assertThat(made.target()).doesNotExist();
    }
  }

  @Test
  void shouldSayWhyWhenTheFileIsNotWhatItWasWhenItWasOpened() throws IOException {
    Path source = made.pdf(0);

    Optional<Problem> problem =
        with(
            source,
            pages -> {
              cut(source);
              return new SearchablePdf(pages).write(List.of(planted(1, 0)), made.target(), TIMEOUT);
            });

    assertThat(problem).map(Problem::code).hasValue(FailureCode.CORRUPT);
    assertThat(made.target()).doesNotExist();
  }

  private static void cut(Path file) {
    try {
      Files.writeString(file, "%PDF-1.4 and no more");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
