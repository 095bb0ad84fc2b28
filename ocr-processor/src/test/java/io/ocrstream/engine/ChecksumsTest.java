/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.engine.natives.NativeLibraries;
import io.ocrstream.engine.onnx.OnnxCatalog;
import io.ocrstream.engine.tesseract.TesseractCatalog;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares the sums of this build with the files in its jars. After an upgrade of one of them, copy
 * the sums that the failing test prints.
 */
class ChecksumsTest {
  private static final List<String> NATIVES =
      List.of("org/bytedeco/leptonica/", "org/bytedeco/tesseract/");
  private static final List<String> SECOND_ENGINE = List.of("ai/onnxruntime/native/", "");
  private static final List<String> MODELS =
      List.of("io/ocrstream/engine/tesseract/models/", "tessdata/");

  static Stream<Arguments> files() {
    return Stream.of(
        Arguments.of(NativeLibraries.class, "", NATIVES),
        Arguments.of(OnnxCatalog.class, "", SECOND_ENGINE),
        Arguments.of(TesseractCatalog.class, "models/", MODELS));
  }

  @ParameterizedTest
  @MethodSource("files")
  void shouldBeThoseOfTheFilesInTheJars(Class<?> type, String folder, List<String> prefixes)
      throws IOException {
    Map<String, String> listed = Checksums.of(type, folder);
    Map<String, String> found = new TreeMap<>();
    for (String name : listed.keySet()) {
      found.put(name, sum(name, prefixes));
    }
    assertThat(listed).isNotEmpty().isEqualTo(found);
  }

  private static String sum(String name, List<String> prefixes) throws IOException {
    for (String prefix : prefixes) {
      try (InputStream in = ClassLoader.getSystemResourceAsStream(prefix + name)) {
        if (in != null) {
          return InstallFolder.sha256(() -> in);
        }
      }
    }
    return "not on the class path";
  }
}
