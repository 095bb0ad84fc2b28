/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.tesseract;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.engine.Engine;
import io.ocrstream.engine.EngineContractIT;
import io.ocrstream.engine.TestSettings;
import io.ocrstream.engine.natives.NativeLibraries;
import net.sourceforge.tess4j.TessAPI1;
import org.junit.jupiter.api.Test;

class TesseractEngineIT extends EngineContractIT {
  @Override
  public Engine start(TestSettings settings) {
    return TesseractEngine.start(settings, TesseractCatalog.of(settings));
  }

  @Test
  void shouldBeTheVersionThatTheCatalogSays() {
    engine();
    assertThat(TessAPI1.TessVersion()).isEqualTo(NativeLibraries.TESSERACT_VERSION);
  }
}
