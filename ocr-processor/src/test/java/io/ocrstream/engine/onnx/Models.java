/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.onnx;

import io.ocrstream.engine.onnx.models.BundledModels;
import io.ocrstream.engine.onnx.models.ModelFiles;
import io.ocrstream.engine.onnx.models.ModelSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Provides the PP-OCR models on the class path. */
final class Models {
  private static final ModelFiles BUNDLED = BundledModels.find().orElseThrow();

  private Models() {}

  static String description() throws IOException {
    return new String(BUNDLED.read(ModelFiles.DESCRIPTION), StandardCharsets.UTF_8);
  }

  /** Copies the models into a folder, as an operator would. */
  static void copyTo(Path folder) throws IOException {
    ModelSet models = ModelSet.of("bundled", BUNDLED);
    for (String name :
        List.of(
            ModelFiles.DESCRIPTION,
            models.detection().file(),
            models.recognition().file(),
            "ppocr_keys_v1.txt")) {
      Files.write(folder.resolve(name), BUNDLED.read(name));
    }
  }
}
