/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.config.EngineConfig;
import io.ocrstream.config.ReadingDefaults;
import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.contracts.EngineName;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.engine.Engine;
import io.ocrstream.engine.installed.InstalledEngines;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tests ONNX Runtime in children: it works within their limits, and its crashes do not reach the
 * worker.
 */
class IsolatedOnnxIT {
  /** The smallest address space that the settings allow. */
  private static final Map<String, String> SMALL =
      Map.of("child.address-space", "1536MiB", "child.heap", "256MiB", "child.spares", "0");

  private static final EngineConfig SETTINGS = Isolation.settings(SMALL);
  private static final InstalledEngines INSTALLED = InstalledEngines.of(SETTINGS);
  private static final IsolatedEngine ENGINE = start(SETTINGS, INSTALLED);

  private static final EngineInfo ASKED =
      INSTALLED.info(OcrOptions.text(List.of("eng")).withEngine(EngineName.ONNX)).orElseThrow();

  @TempDir Path folder;

  private static IsolatedEngine start(EngineConfig settings, InstalledEngines installed) {
    return Isolation.start(settings, installed, 1);
  }

  @AfterAll
  static void close() {
    List<Long> children = ENGINE.children();
    ENGINE.close();
    assertThat(children).isNotEmpty().noneMatch(Isolation::isAlive);
  }

  @Test
  void shouldReadInAChildWhenTheOptionsAskForIt() throws Exception {
    assertThat(read(ENGINE, ASKED, Isolation.copy("english.png", folder)))
        .contains("Every morning the clerk of the harbour office opens\nthe shutters");
  }

  @Tag("faults")
  @Test
  void shouldReadInAChildWhenTheSettingsNameIt() throws Exception {
    EngineConfig settings =
        Isolation.settings(Map.of("name", "onnx", "languages", "eng", "child.spares", "0"));
    InstalledEngines installed = InstalledEngines.of(settings);
    EngineInfo byDefault = installed.info(ReadingDefaults.of(settings)).orElseThrow();
    assertThat(byDefault.name()).isEqualTo("onnx");
    try (IsolatedEngine engine = start(settings, installed)) {
      assertThat(read(engine, byDefault, Isolation.copy("english.png", folder)))
          .contains("Every morning the clerk of the harbour office opens\nthe shutters");
    }
  }

  @Tag("faults")
  @ParameterizedTest
  @CsvSource({"SEGMENTATION", "ABORT", "STANDSTILL", "HEAP", "NATIVE_MEMORY"})
  void shouldReadThePageWhenAFaultBefallsItOnce(ChildFault fault) throws Exception {
    Path file = Isolation.copy("english.png", folder);
    String sound = read(ENGINE, ASKED, file);
    FaultyChild.plan(file, 1, fault, 1);
    assertThat(read(ENGINE, ASKED, file)).isEqualTo(sound);
  }

  @Test
  void shouldReadWithTesseractAfterwardsWhenAFaultBefallsItTwice() throws Exception {
    Path file = Isolation.copy("english.png", folder);
    FaultyChild.plan(file, 1, ChildFault.SEGMENTATION, 2);
    assertThat(read(ENGINE, ASKED, file)).isEqualTo("CRASHES_ENGINE 2");
    assertThat(read(ENGINE, Isolation.info(), file)).contains("Every morning the clerk");
  }

  private static String read(Engine engine, EngineInfo info, Path file) {
    return engine
        .open(file, info)
        .fold(
            document -> {
              try (document) {
                return Isolation.text(document, 1, Duration.ofMinutes(1));
              }
            },
            problem -> problem.toString());
  }
}
