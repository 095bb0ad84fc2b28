/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ocrstream.config.EngineConfig;
import io.ocrstream.config.loader.SettingsLoader;
import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Page;
import io.ocrstream.engine.Engine;
import io.ocrstream.engine.PageCachePort;
import io.ocrstream.engine.installed.InstalledEngines;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Reads a page with the engines on its class path, and prints the engine and the page as JSON. */
public final class LeanReading {
  private LeanReading() {}

  /** Reads the image {@code arguments[1]} with libraries and models in {@code arguments[0]}. */
  public static void main(String[] arguments) {
    EngineConfig settings =
        SettingsLoader.of(Map.of("ocr.engine.install-dir", arguments[0])).engine();
    InstalledEngines engines = InstalledEngines.of(settings);
    EngineInfo info = engines.info(OcrOptions.text(List.of("eng"))).orElseThrow();
    try (Engine engine = engines.start();
        Engine.Document document = value(engine.open(Path.of(arguments[1]), info))) {
      Page page = value(document.read(1, Duration.ofMinutes(1), PageCachePort.NONE));
      ObjectNode result = Json.mapper().createObjectNode();
      result.put("engine", info.name());
      result.set("page", Json.mapper().valueToTree(page));
      System.out.println(result);
    }
  }

  private static <T> T value(Outcome<T> outcome) {
    return outcome.fold(
        value -> value,
        problem -> {
          throw new AssertionError(problem);
        });
  }
}
