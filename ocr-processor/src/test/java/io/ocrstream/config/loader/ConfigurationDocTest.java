/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.config.loader;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigurationDocTest {
  private static final String COMMAND =
      "mvn -pl ocr-processor -am test -Dtest=ConfigurationDocTest"
          + " -Dsurefire.failIfNoSpecifiedTests=false -Docr.docs.write=true";

  /** Surefire's working folder is the module's folder. */
  private static final Path FILE = Path.of("..", "docs", "configuration.md");

  @Test
  void shouldBeCommittedAsGeneratedWhenSettingsChange() throws IOException {
    String generated = ConfigurationDoc.markdown();
    if (Boolean.getBoolean("ocr.docs.write")) {
      Files.createDirectories(FILE.getParent());
      Files.writeString(FILE, generated);
    }

    assertThat(FILE).as("docs/configuration.md is missing; run: %s", COMMAND).exists();
    assertThat(Files.readString(FILE))
        .as("docs/configuration.md is stale; run: %s", COMMAND)
        .isEqualTo(generated);
  }

  @Test
  void shouldNameTheCommandThatWritesItWhenRead() {
    assertThat(ConfigurationDoc.markdown()).contains(COMMAND);
  }

  @Test
  void shouldHaveARowForEveryKeyWhenGenerated() {
    String text = ConfigurationDoc.markdown();

    assertThat(SettingsDefaultsTest.DEFAULTS.keySet())
        .allSatisfy(
            key ->
                assertThat(text)
                    .containsOnlyOnce("| `" + key + (key.equals("ocr.kafka.client") ? "." : "`")));
  }
}
