/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.installed;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.config.EngineConfig;
import io.ocrstream.config.ReadingDefaults;
import io.ocrstream.config.Settings;
import io.ocrstream.config.loader.SettingsLoader;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests that no engine setting changes a result without changing its cache key. Method: every
 * setting is in one of two lists. Those in the fingerprint must change it with another value, and
 * operational ones must not.
 */
class CacheKeySettingsTest {
  private static final String ENGINE = "ocr.engine.";

  /** Settings that decide how a document is read. */
  private static final Map<String, String> IN_THE_KEY =
      Map.of(
          "name", "onnx",
          "effort", "best",
          "text-layer", "never",
          "languages", "eng,por",
          "max-pixels", "90000000",
          "max-edge", "31000",
          "pdf-dpi", "200");

  /** Model folders count by their content. {@code OnnxCatalogTest} tests those of ONNX. */
  private static final Set<String> MODELS = Set.of("models-dir", "onnx.models-dir");

  /**
   * Settings that decide when, where, how long or whether a document is read. Results that they
   * reject or shorten are not cached as answers.
   */
  private static final Map<String, String> OPERATIONAL =
      Map.ofEntries(
          Map.entry("isolation", "in-process"),
          Map.entry("sandbox", "off"),
          Map.entry("install-dir", "/tmp/elsewhere"),
          Map.entry("max-pages", "7"),
          Map.entry("page-timeout", "7s"),
          Map.entry("recycle-pages", "7"),
          Map.entry("onnx.threads", "2"),
          Map.entry("child.heap", "512MiB"),
          Map.entry("child.address-space", "5GiB"),
          Map.entry("child.life-pages", "7"),
          Map.entry("child.max-growth", "7MiB"),
          Map.entry("child.stall-timeout", "7s"),
          Map.entry("child.start-timeout", "7s"),
          Map.entry("child.spares", "2"));

  @TempDir private Path folder = Path.of("");

  @Test
  void shouldDeclareEverySetting() {
    Set<String> declared = new TreeSet<>(MODELS);
    declared.addAll(IN_THE_KEY.keySet());
    declared.addAll(OPERATIONAL.keySet());
    assertThat(declared).isEqualTo(settingsOf("", EngineConfig.class));
    assertThat(declared).hasSize(MODELS.size() + IN_THE_KEY.size() + OPERATIONAL.size());
  }

  @Test
  void shouldChangeTheKeyWhenTheAnswerMayChange() throws IOException {
    String before = fingerprint(Map.of());
    IN_THE_KEY.forEach(
        (key, value) -> assertThat(fingerprint(Map.of(key, value))).as(key).isNotEqualTo(before));
    Files.writeString(folder.resolve("eng.traineddata"), "another model");
    assertThat(fingerprint(Map.of("models-dir", folder.toString()))).isNotEqualTo(before);
  }

  @Test
  void shouldChangeTheKeyOfTheSecondEngineWhenItsAnswerMayChange() {
    Map<String, String> onnx = Map.of("name", "onnx");
    for (String key : Set.of("max-pixels", "max-edge", "pdf-dpi")) {
      Map<String, String> other = new HashMap<>(onnx);
      other.put(key, IN_THE_KEY.getOrDefault(key, ""));
      assertThat(fingerprint(other)).as(key).isNotEqualTo(fingerprint(onnx));
    }
  }

  @Test
  void shouldKeepTheKeyWhenASettingIsOperational() {
    String before = fingerprint(Map.of());
    OPERATIONAL.forEach(
        (key, value) -> assertThat(fingerprint(Map.of(key, value))).as(key).isEqualTo(before));
  }

  /** Returns the fingerprint of an event with default options. */
  private static String fingerprint(Map<String, String> given) {
    Map<String, String> settings = new HashMap<>();
    given.forEach((key, value) -> settings.put(ENGINE + key, value));
    EngineConfig engine = SettingsLoader.of(settings).engine();
    return InstalledEngines.of(engine).info(ReadingDefaults.of(engine)).orElseThrow().fingerprint();
  }

  private static Set<String> settingsOf(String prefix, Class<?> group) {
    Set<String> keys = new TreeSet<>();
    for (Method method : group.getDeclaredMethods()) {
      String key = prefix + kebab(method.getName());
      if (method.isSynthetic()) {
        continue;
      }
      if (method.getReturnType().isInterface()
          && method.getReturnType().getPackage() == Settings.class.getPackage()) {
        keys.addAll(settingsOf(key + ".", method.getReturnType()));
      } else {
        keys.add(key);
      }
    }
    return keys;
  }

  private static String kebab(String name) {
    return Stream.of(name.split("(?=[A-Z])", -1))
        .map(word -> word.toLowerCase(Locale.ROOT))
        .reduce((left, right) -> left + "-" + right)
        .orElseThrow();
  }
}
