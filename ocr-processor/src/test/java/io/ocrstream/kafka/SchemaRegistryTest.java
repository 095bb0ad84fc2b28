/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ocrstream.config.loader.SettingsLoader;
import io.ocrstream.contracts.KafkaNames;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaRegistryTest extends SchemaRegistryContract {
  private final FakeSchemaRegistry registry = new FakeSchemaRegistry();

  SchemaRegistryTest() throws IOException {}

  @AfterEach
  void stop() {
    registry.close();
  }

  @Override
  protected String url() {
    return registry.url();
  }

  @Test
  void shouldRegisterNothingWithoutAUrl() throws Exception {
    assertThat(SchemaRegistry.register(SettingsLoader.of(Map.of()).processor(), KafkaNames.PLAIN))
        .isEmpty();
  }

  @Test
  void shouldLogInAsConfigured() throws Exception {
    Map<String, Integer> ids =
        SchemaRegistry.register(
            SettingsLoader.of(
                    Map.of(
                        "ocr.processor.schema-registry",
                        url().substring(0, url().length() - 1),
                        "ocr.processor.schema-registry-login",
                        "user:pass"))
                .processor(),
            KafkaNames.PLAIN);

    assertThat(ids).containsKey("ocr.results");
    // "user:pass" in Base64.
    assertThat(registry.logins()).isNotEmpty().allMatch("Basic dXNlcjpwYXNz"::equals);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          401 | {}                          | rejects the login (401); check ocr.processor.schema-registry-login
          403 | no JSON                     | rejects the login (403); check ocr.processor.schema-registry-login
          409 | {"message":"field removed"} | that is not compatible (field removed); delete it
          422 | {"message":"bad schema"}    | (422: bad schema); check ocr.processor.schema-registry
          503 | <html>                      | (503: no message); check ocr.processor.schema-registry
          """)
  void shouldSayWhatToDoWhenTheRegistryRefuses(int status, String body, String message) {
    registry.failWith(status, body);

    assertThatThrownBy(this::register)
        .isInstanceOf(IOException.class)
        .hasMessageContaining(message);
  }

  @Test
  void shouldSayWhatToDoWhenTheRegistryIsGone() {
    registry.close();

    assertThatThrownBy(() -> SchemaRegistry.check(url(), Optional.empty()))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "The schema registry cannot be reached (ConnectException); check"
                + " ocr.processor.schema-registry");
  }

  private void register() throws IOException, InterruptedException {
    new SchemaRegistry(url(), Optional.empty()).register(KafkaNames.PLAIN);
  }
}
