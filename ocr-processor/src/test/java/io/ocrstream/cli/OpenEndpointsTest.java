/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.cache.LogCapture;
import io.ocrstream.config.loader.SettingsLoader;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the warning about endpoints that other machines can read without a token. */
class OpenEndpointsTest {
  @ParameterizedTest
  @CsvSource({
    "0.0.0.0,summary,'',true",
    "0.0.0.0,text,'',true",
    "192.0.2.1,summary,'',true",
    "0.0.0.0,figures,'',false",
    "0.0.0.0,off,'',false",
    "0.0.0.0,text,a-token-of-16-characters,false",
    "127.0.0.1,text,'',false",
    "::1,text,'',false",
  })
  void shouldWarnWhenOthersCanSeeWhichDocumentsAreRead(
      String host, String page, String token, boolean warns) {
    Map<String, String> settings = new HashMap<>();
    settings.put("ocr.kafka.bootstrap-servers", "127.0.0.1:1");
    settings.put("ocr.ops.host", host);
    settings.put("ocr.ops.page", page);
    if (!token.isEmpty()) {
      settings.put("ocr.ops.token", token);
    }
    try (LogCapture log = LogCapture.open()) {
      RoleCommand.warnIfOpen(SettingsLoader.of(settings).ops());
      assertThat(log.count("Everybody who can reach")).isEqualTo(warns ? 1 : 0);
    }
  }
}
