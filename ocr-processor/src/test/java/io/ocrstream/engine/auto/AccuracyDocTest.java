/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.auto;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.config.loader.SettingsLoader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** The measured parts of docs/accuracy.md: as the last run of {@link Calibrate} stored them. */
class AccuracyDocTest {
  @Test
  void shouldBeCommittedAsTheStoredResultsGiveIt() throws IOException {
    AccuracyResults results = AccuracyDoc.stored();
    String document = Files.readString(AccuracyDoc.DOC);
    assertThat(document).isEqualTo(AccuracyDoc.with(results, document));
    for (Map.Entry<String, String> diagram : AccuracyDoc.diagrams(results).entrySet()) {
      assertThat(Files.readString(AccuracyDoc.DOCS.resolve(diagram.getKey())))
          .isEqualTo(diagram.getValue());
    }
  }

  @Test
  void shouldRunWithTheNumbersThatWereFitted() throws IOException {
    AccuracyResults results = AccuracyDoc.stored();
    Properties bundled = new Properties();
    try (InputStream in = ReadingModel.class.getResourceAsStream("reading-model.properties")) {
      bundled.load(in);
    }
    assertThat(bundled).isEqualTo(results.model());
    assertThat(SettingsLoader.of(Map.of()).review().minConfidence())
        .isEqualTo(results.review().minConfidence());
  }
}
