/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import static org.assertj.core.api.Assertions.assertThat;

import net.sourceforge.tess4j.TessAPI1;
import org.junit.jupiter.api.Test;

class TesseractEngineIT extends EngineContractIT {
  @Override
  Engine start(TestSettings settings) {
    return TesseractEngine.start(settings, TesseractCatalog.of(settings));
  }

  @Test
  void shouldBeTheVersionThatTheCatalogSays() {
    engine();
    assertThat(TessAPI1.TessVersion()).isEqualTo(TesseractCatalog.TESSERACT_VERSION);
  }
}
