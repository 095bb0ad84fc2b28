/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.Page;
import io.ocrstream.engine.Engine;
import io.ocrstream.engine.EngineContractIT;
import io.ocrstream.engine.SampleFiles;
import io.ocrstream.engine.TestSettings;
import io.ocrstream.engine.installed.InstalledEngines;
import io.ocrstream.engine.tesseract.TesseractEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class IsolatedEngineIT extends EngineContractIT {
  /** The shared engine reads two documents at once, an engine with other settings reads one. */
  @Override
  public Engine start(TestSettings settings) {
    int slots = settings.equals(SETTINGS) ? 2 : 1;
    return IsolatedEngine.start(settings, InstalledEngines.of(settings), slots);
  }

  @Test
  void shouldReadByteForByteWhatTheEngineInThisProcessReads() throws IOException {
    try (Engine inProcess = TesseractEngine.start(SETTINGS, CATALOG)) {
      for (String name : samples()) {
        Path file = SampleFiles.file(name);
        assertThat(json(pages(engine(), file, language(name))))
            .as(name)
            .isEqualTo(json(pages(inProcess, file, language(name))));
      }
    }
  }

  private static List<String> json(List<Page> pages) {
    return pages.stream()
        .map(page -> new String(Json.write(page), java.nio.charset.StandardCharsets.UTF_8))
        .toList();
  }
}
